import type { Instant, JsonObject } from '../resource/resource.js'
import type { Schema } from '../schema/schema.js'

/** What a tenant can grant: the roles, and the kinds of entitlements beside them. Data, never code. */
export interface Catalogue {
  readonly roles: readonly CatalogueValue[]
  readonly entitlementTypes: readonly EntitlementType[]
}

/** A kind of entitlement: a read-only resource type of its own, such as License at /Licenses. */
export interface EntitlementType {
  /** The resource type's name, and the `type` of a user's entitlements. */
  readonly name: string
  readonly endpoint: string
  readonly description: string
  /** The extension that its values carry. */
  readonly extension: Schema | undefined
  readonly values: readonly CatalogueValue[]
}

/** One role or entitlement that can be granted. */
export interface CatalogueValue {
  /** A slug, unique in its tenant and kind: the catalogue resource's id and the grant's value. */
  readonly value: string
  readonly display: string
  readonly description: string | undefined
  /** Attributes of the type's extension. */
  readonly attributes: JsonObject
  /** False: refused when assigned anew, but kept by whoever holds it. Okta's dialect lists it nowhere, the draft's says so. */
  readonly supported: boolean
  /** The values of the same kind whose rights it grants too: said by the draft's dialect, and the app's to honour. */
  readonly contains?: readonly string[]
  /** How many users may hold it at most. Where it is lowered below what is held, whoever holds it keeps it. Absent: any number. */
  readonly seats?: number
  readonly created: Instant
  /** Goes forward with every change of what is said of it, also of what contains it: it is the resource's version too. */
  readonly lastModified: Instant
}
