import type { JsonObject } from '../json.js'
import type { Schema } from './schema.js'

/** An extension that resources of a type may, or must, carry (RFC 7643 §6). */
export interface SchemaExtension<S extends Schema = Schema, Required extends boolean = boolean> {
  readonly schema: S
  readonly required: Required
}

/** A kind of resource: its endpoint, its base schema and its extensions (RFC 7643 §6). */
export interface ResourceType<
  S extends Schema = Schema,
  Extensions extends readonly SchemaExtension[] = readonly SchemaExtension[],
> {
  readonly name: string
  /** Relative to the base URL, with a leading slash: `/Users`. */
  readonly endpoint: string
  readonly description: string
  readonly schema: S
  readonly schemaExtensions: Extensions
  /** Attributes that are not kept in the resource's document but as rows of their own. */
  readonly keptApart: KeptApart
  /** True for what clients may read and never write: a catalogue of roles or entitlements. */
  readonly readOnly: boolean
  /** Values of attributes that a new or replaced resource has where the client gives none (D-29). */
  readonly defaults: JsonObject
}

/** Which attributes the storage keeps as rows beside the document, by their names in the base schema. */
export interface KeptApart {
  /** The multi-valued attribute whose values point at other resources and are edges: a group's `members`. */
  readonly links?: string
  /** The attributes whose values are grants: a user's `roles` and `entitlements`. */
  readonly grants?: { readonly role: string; readonly entitlement: string }
  /** The attribute computed from the edges that point at the resource: a user's `groups`. */
  readonly groups?: string
  /** The attribute that is hashed and never read back: a user's `password`. */
  readonly password?: string
}

/**
 * The TypeScript type of a resource type's resources, from its declared schema and extensions. What is read from JSON has no
 * static type: its attributes may be any value of JSON, or absent.
 */
export type ResourceOf<T extends ResourceType> =
  T extends ResourceType<Schema<infer Value>, infer Extensions>
    ? {
        readonly id: string
        readonly externalId?: string
        readonly meta: Meta
        readonly schemas: readonly string[]
      } & AttributesOf<Value> &
        ExtensionData<Extensions>
    : never

/** An extension's attributes stand under its URN; a resource type may require them to be there (RFC 7643 §3.3, §6). */
type ExtensionData<Extensions extends readonly SchemaExtension[]> = {
  readonly [E in Extensions[number] as E['required'] extends true ? UrnOf<E> : never]: ValueOf<E['schema']>
} & {
  readonly [E in Extensions[number] as E['required'] extends true ? never : UrnOf<E>]?: ValueOf<E['schema']>
}

/** A URN that is known at run time only names no member. */
type UrnOf<E extends SchemaExtension> = string extends E['schema']['id'] ? never : E['schema']['id']

type ValueOf<S extends Schema> = S extends Schema<infer Value> ? AttributesOf<Value> : never

/** A schema that was read from JSON says nothing of its attributes here. */
type AttributesOf<Value> = unknown extends Value ? JsonObject : Value

/** A resource's metadata (RFC 7643 §3.1); no interface, so that a resource is an object of JSON to the compiler too. */
export type Meta = {
  readonly resourceType: string
  readonly created: string
  readonly lastModified: string
  readonly location: string
  readonly version: string
}

/** Declares a resource type; what is not said is: no extension, nothing kept apart, writable. */
export function defineResourceType<
  S extends Schema,
  const Extensions extends readonly SchemaExtension[] = readonly [],
>(definition: {
  readonly name: string
  readonly endpoint: string
  readonly description?: string
  readonly schema: S
  readonly schemaExtensions?: Extensions
  readonly keptApart?: KeptApart
  readonly readOnly?: boolean
  readonly defaults?: JsonObject
}): ResourceType<S, Extensions> {
  return {
    name: definition.name,
    endpoint: definition.endpoint,
    description: definition.description ?? '',
    schema: definition.schema,
    // Without extensions the type parameter is the empty tuple.
    schemaExtensions: definition.schemaExtensions ?? ([] as readonly SchemaExtension[] as Extensions),
    keptApart: definition.keptApart ?? {},
    readOnly: definition.readOnly ?? false,
    defaults: definition.defaults ?? {},
  }
}
