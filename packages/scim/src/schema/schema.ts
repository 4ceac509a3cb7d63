import { type Attribute, type AttributeDeclaration, type ComplexValueOf, nameAttributes } from './attribute.js'
import { isSchemaUri } from './is-schema-uri.js'

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
 * @throws Error for an id that filters and paths could not name
 * @example defineSchema('urn:example:scim:schemas:Printer', { serial: string({ required: true }), floor: integer() })
 */
export function defineSchema<
  const S extends Readonly<Record<string, AttributeDeclaration>>,
  const Id extends string = string,
>(id: Id, attributes: S, about: { name?: string; description?: string } = {}): Schema<ComplexValueOf<S>, Id> {
  if (!isSchemaUri(id)) throw new Error(`'${id}' is no URI that a schema can be named by`)
  const name = about.name ?? id.slice(id.lastIndexOf(':') + 1)
  return { id, name, description: about.description ?? '', attributes: nameAttributes(attributes) }
}
