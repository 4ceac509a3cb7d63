import { type Attribute, type AttributeDeclaration, type ComplexValueOf, nameAttributes } from './attribute.js'
import { isSchemaUri } from './is-schema-uri.js'
import { findTextFlaw } from './text-flaw.js'

/** A schema: a URN and the attributes it defines (RFC 7643 §7). */
export interface Schema<Value = unknown, Id extends string = string> {
  readonly id: Id
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
  /** Never present: carries the type that `ResourceOf` reads. */
  readonly value?: Value
}

/**
 * Declares a schema in TypeScript. The attributes' names are the object's keys, in the case in which answers print them.
 *
 * @throws Error for an id that filters and paths could not name, and for text that cannot be kept
 * @example defineSchema('urn:example:scim:schemas:Printer', { serial: string({ required: true }), floor: integer() })
 */
export function defineSchema<
  const S extends Readonly<Record<string, AttributeDeclaration>>,
  const Id extends string = string,
>(id: Id, attributes: S, about: { name?: string; description?: string } = {}): Schema<ComplexValueOf<S>, Id> {
  if (!isSchemaUri(id)) throw new Error(`'${id}' is no URI that a schema can be named by`)
  const name = about.name ?? id.slice(id.lastIndexOf(':') + 1)
  const schema = { id, name, description: about.description ?? '', attributes: nameAttributes(attributes) }
  for (const text of [name, schema.description, ...schema.attributes.flatMap(textsOf)]) {
    const flaw = findTextFlaw(text)
    if (flaw !== undefined) throw new Error(`a text of the schema '${id}' has ${flaw}: no text can have it`)
  }
  return schema
}

function textsOf({ name, description, canonicalValues, subAttributes }: Attribute): readonly string[] {
  return [name, description, ...canonicalValues, ...subAttributes.flatMap(textsOf)]
}
