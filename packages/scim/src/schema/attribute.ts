/** The data types of RFC 7643 §2.3. */
export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex'

/** When a client may set the attribute (RFC 7643 §2.2, §7). */
export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'

/** When the attribute is part of an answer (RFC 7643 §2.2, §7). */
export type Returned = 'always' | 'never' | 'default' | 'request'

/** Among which resources a value is taken only once (RFC 7643 §2.2, §7; "server" means within the tenant, erratum 8279). */
export type Uniqueness = 'none' | 'server' | 'global'

/**
 * How two values of a string attribute are compared. `exact`: by code points. `ignoreCase`: folded. `userName`: folded
 * after width mapping, as D-52 settles it.
 */
export type Comparison = 'exact' | 'ignoreCase' | 'userName'

/** What a text says, where RFC 7643 §4.1 names a standard for it. */
export type TextFormat = 'certificate' | 'country' | 'languages' | 'languageTag' | 'timeZone'

/** One attribute of a schema (RFC 7643 §7): every characteristic is present, so that nothing downstream assumes a default. */
export interface Attribute {
  readonly name: string
  readonly type: AttributeType
  readonly multiValued: boolean
  readonly description: string
  readonly required: boolean
  /** Suggested values; others are kept as they are (Q46). */
  readonly canonicalValues: readonly string[]
  readonly caseExact: boolean
  readonly comparison: Comparison
  readonly format?: TextFormat
  readonly mutability: Mutability
  readonly returned: Returned
  readonly uniqueness: Uniqueness
  readonly referenceTypes: readonly string[]
  /** Only for `complex`; empty otherwise. */
  readonly subAttributes: readonly Attribute[]
}

/** What may be said of an attribute when it is declared; the rest takes the defaults of RFC 7643 §2.2. */
export interface AttributeOptions {
  readonly description?: string
  readonly multiValued?: boolean
  readonly required?: boolean
  readonly canonicalValues?: readonly string[]
  readonly caseExact?: boolean
  readonly comparison?: Comparison
  readonly format?: TextFormat
  readonly mutability?: Mutability
  readonly returned?: Returned
  readonly uniqueness?: Uniqueness
  readonly referenceTypes?: readonly string[]
}

/** A declared attribute that has no name yet: the schema gives it one. The type parameters are what `ResourceOf` reads. */
export interface AttributeDeclaration<Value = unknown, Options extends AttributeOptions = AttributeOptions> {
  readonly type: AttributeType
  readonly options: Options
  readonly subAttributes: Readonly<Record<string, AttributeDeclaration>>
  /** Never present: carries the type of a single value. */
  readonly value?: Value
}

/** Declares a string attribute (RFC 7643 §2.3.1). */
export function string<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<string, O> {
  return declare('string', options)
}

/** Declares a boolean attribute (§2.3.2). */
export function boolean<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<boolean, O> {
  return declare('boolean', options)
}

/** Declares a decimal attribute (§2.3.3). */
export function decimal<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<number, O> {
  return declare('decimal', options)
}

/** Declares an integer attribute (§2.3.4). */
export function integer<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<number, O> {
  return declare('integer', options)
}

/** Declares a dateTime attribute (§2.3.5): an xsd:dateTime string. */
export function dateTime<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<string, O> {
  return declare('dateTime', options)
}

/** Declares a binary attribute (§2.3.6): base64 text, compared exactly. */
export function binary<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<string, O> {
  return declare('binary', options)
}

/** Declares a reference attribute (§2.3.7): a URI, compared exactly. */
export function reference<const O extends AttributeOptions = {}>(options?: O): AttributeDeclaration<string, O> {
  return declare('reference', options)
}

/** Declares a complex attribute (§2.3.8) of the given sub-attributes. */
export function complex<
  const S extends Readonly<Record<string, AttributeDeclaration>>,
  const O extends AttributeOptions = {},
>(subAttributes: S, options?: O): AttributeDeclaration<ComplexValueOf<S>, O> {
  return { type: 'complex', options: (options ?? {}) as O, subAttributes }
}

function declare<Value, O extends AttributeOptions>(
  type: AttributeType,
  options: O | undefined,
): AttributeDeclaration<Value, O> {
  return { type, options: (options ?? {}) as O, subAttributes: {} }
}

/** Gives a declared attribute its name and every default of RFC 7643 §2.2. */
function nameAttribute(name: string, declaration: AttributeDeclaration): Attribute {
  const { options, type } = declaration
  const caseExact = options.caseExact ?? (type === 'binary' || type === 'reference')
  return {
    name,
    type,
    multiValued: options.multiValued ?? false,
    description: options.description ?? '',
    required: options.required ?? false,
    canonicalValues: options.canonicalValues ?? [],
    caseExact,
    comparison: options.comparison ?? (caseExact ? 'exact' : 'ignoreCase'),
    ...(options.format === undefined ? {} : { format: options.format }),
    mutability: options.mutability ?? 'readWrite',
    // Values of what is write-only "SHALL NOT be returned" (§7), whatever else is said.
    returned: options.mutability === 'writeOnly' ? 'never' : (options.returned ?? 'default'),
    uniqueness: options.uniqueness ?? 'none',
    referenceTypes: options.referenceTypes ?? [],
    subAttributes: nameAttributes(declaration.subAttributes),
  }
}

/** Names each declaration by its key. */
export function nameAttributes(declarations: Readonly<Record<string, AttributeDeclaration>>): readonly Attribute[] {
  return Object.entries(declarations).map(([name, declaration]) => nameAttribute(name, declaration))
}

/** The attribute of that name, without regard to case (RFC 7643 §2.1). */
export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  const byName = indexOf(attributes)
  // Most clients write a name as the schema does.
  return byName.get(name) ?? byName.get(name.toLowerCase())
}

/** Schemas do not change, and names are looked up in them all the time. */
const indexes = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>()

function indexOf(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const known = indexes.get(attributes)
  if (known) return known
  const byName = new Map<string, Attribute>()
  // Where two names differ by case only, the first one counts.
  for (const attribute of attributes) {
    if (!byName.has(attribute.name.toLowerCase())) byName.set(attribute.name.toLowerCase(), attribute)
  }
  for (const attribute of byName.values()) byName.set(attribute.name, attribute)
  indexes.set(attributes, byName)
  return byName
}

type RequiredKeys<S> = {
  [K in keyof S]: S[K] extends AttributeDeclaration<unknown, infer O>
    ? O extends { required: true }
      ? K
      : never
    : never
}[keyof S]

type DeclaredValue<D> =
  D extends AttributeDeclaration<infer V, infer O> ? (O extends { multiValued: true } ? readonly V[] : V) : never

/** The TypeScript type of a complex value: required sub-attributes must be there, the others may be. */
export type ComplexValueOf<S extends Readonly<Record<string, AttributeDeclaration>>> = {
  readonly [K in RequiredKeys<S>]: DeclaredValue<S[K]>
} & {
  readonly [K in Exclude<keyof S, RequiredKeys<S>>]?: DeclaredValue<S[K]>
}
