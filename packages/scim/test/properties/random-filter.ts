import fc from 'fast-check'
import type { Attribute, AttributeType } from '../../src/schema/attribute.js'
import type { ResourceType } from '../../src/schema/resource-type.js'
import { randomSimpleValue, texts } from './random-resource.js'

/** A filter as the generator means it: printed to text for the engine, and evaluated by `naiveMatches` without it. */
export type FilterModel =
  | { readonly kind: 'compare'; readonly place: Place; readonly operator: Operator; readonly literal: Literal }
  | { readonly kind: 'present'; readonly place: Place }
  | { readonly kind: 'not'; readonly operand: FilterModel }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly FilterModel[] }
  | { readonly kind: 'valuePath'; readonly place: Place; readonly filter: FilterModel }

export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
export type Literal = string | number | boolean | null

/** Where a value is: inside a value path, `extension` and `attribute` are those of the path around it. */
export interface Place {
  readonly extension: string | undefined
  readonly attribute: Attribute
  readonly subAttribute: Attribute | undefined
  /** True inside brackets, where the attribute is not named again. */
  readonly inner: boolean
}

/** A random filter on resources of the type. */
export function randomFilter(type: ResourceType): fc.Arbitrary<FilterModel> {
  const places = placesOf(type)
  const leaf = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...places).chain(randomLeaf) },
    ...valuePathsOf(type).map((place) => ({ weight: 1, arbitrary: randomValuePath(place) })),
  )
  return combined(leaf, 4)
}

function combined(leaf: fc.Arbitrary<FilterModel>, maxDepth: number): fc.Arbitrary<FilterModel> {
  return fc.letrec<{ filter: FilterModel }>((tie) => ({
    filter: fc.oneof(
      { maxDepth, depthIdentifier: `filter-${maxDepth}` },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        }),
      },
    ),
  })).filter
}

function placesOf(type: ResourceType): readonly Place[] {
  const schemas = [
    { extension: undefined, attributes: type.schema.attributes },
    ...type.schemaExtensions.map(({ schema }) => ({ extension: schema.id, attributes: schema.attributes })),
  ]
  return schemas.flatMap(({ extension, attributes }) =>
    attributes.flatMap((attribute) => [
      { extension, attribute, subAttribute: undefined, inner: false },
      ...attribute.subAttributes.map((subAttribute) => ({ extension, attribute, subAttribute, inner: false })),
    ]),
  )
}

function valuePathsOf(type: ResourceType): readonly Place[] {
  return placesOf(type).filter(
    ({ attribute, subAttribute }) => attribute.multiValued && attribute.type === 'complex' && !subAttribute,
  )
}

function randomValuePath(place: Place): fc.Arbitrary<FilterModel> {
  const inside = place.attribute.subAttributes.map((subAttribute) => ({ ...place, subAttribute, inner: true }))
  const filter = combined(fc.constantFrom(...inside).chain(randomLeaf), 2)
  return filter.map((each) => ({ kind: 'valuePath', place, filter: each }))
}

function randomLeaf(place: Place): fc.Arbitrary<FilterModel> {
  const present = fc.constant<FilterModel>({ kind: 'present', place })
  const compared = comparedOf(place)
  if (!compared) return present
  const comparison = fc
    .constantFrom(...operatorsOf[compared.type])
    .chain((operator) => randomLiteral(compared, operator).map((literal) => ({ operator, literal })))
    .map(({ operator, literal }): FilterModel => ({ kind: 'compare', place, operator, literal }))
  return fc.oneof({ weight: 5, arbitrary: comparison }, { weight: 1, arbitrary: present })
}

/** What is compared: a multi-valued complex attribute without a sub-attribute is compared by its `value` (D-19). */
export function comparedOf({ attribute, subAttribute }: Place): Attribute | undefined {
  if (subAttribute) return subAttribute
  if (attribute.type !== 'complex') return attribute
  return attribute.multiValued ? attribute.subAttributes.find(({ name }) => name === 'value') : undefined
}

const equality = ['eq', 'ne'] as const
const order = [...equality, 'gt', 'ge', 'lt', 'le'] as const
const text = [...order, 'co', 'sw', 'ew'] as const

const operatorsOf: Readonly<Record<AttributeType, readonly Operator[]>> = {
  string: text,
  reference: text,
  binary: equality,
  boolean: equality,
  integer: order,
  decimal: order,
  dateTime: order,
  complex: [],
}

function randomLiteral(attribute: Attribute, operator: Operator): fc.Arbitrary<Literal> {
  const own = randomSimpleValue(attribute) as fc.Arbitrary<Literal>
  const literals =
    attribute.type === 'string'
      ? fc.oneof({ weight: 1, arbitrary: own }, { weight: 3, arbitrary: fc.constantFrom(...texts) })
      : own
  const isEquality = operator === 'eq' || operator === 'ne'
  return isEquality
    ? fc.oneof({ weight: 9, arbitrary: literals }, { weight: 1, arbitrary: fc.constant(null) })
    : literals
}

/** Spells a filter: the case of names, spaces and needless parentheses are the speller's choice. */
export function spellFilter(model: FilterModel, choose: (count: number) => number): string {
  const spell = (each: FilterModel): string => spellFilter(each, choose)
  switch (model.kind) {
    case 'present':
      return `${spellPlace(model.place, choose)} ${cased('pr', choose)}`
    case 'compare':
      return `${spellPlace(model.place, choose)} ${cased(model.operator, choose)} ${JSON.stringify(model.literal)}`
    case 'not':
      return `${cased('not', choose)}${choose(2) === 0 ? ' ' : ''}(${spell(model.operand)})`
    case 'valuePath':
      return `${spellPlace(model.place, choose)}[${spell(model.filter)}]`
    case 'and':
    case 'or': {
      const operands = model.operands.map((operand) =>
        mayStandBare(operand, choose) ? spell(operand) : `(${spell(operand)})`,
      )
      return operands.join(choose(4) === 0 ? `  ${cased(model.kind, choose)} ` : ` ${model.kind} `)
    }
  }
}

/** Only what binds closest needs no parentheses inside "and" and "or". */
function mayStandBare(operand: FilterModel, choose: (count: number) => number): boolean {
  return operand.kind !== 'and' && operand.kind !== 'or' && choose(4) > 0
}

function spellPlace({ extension, attribute, subAttribute, inner }: Place, choose: (count: number) => number): string {
  if (inner) return cased(subAttribute?.name ?? '', choose)
  const name = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name
  return cased(extension === undefined ? name : `${extension}:${name}`, choose)
}

function cased(word: string, choose: (count: number) => number): string {
  return [word, word, word.toUpperCase(), word.toLowerCase()][choose(4)] ?? word
}
