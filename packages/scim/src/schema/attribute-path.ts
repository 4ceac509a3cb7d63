import type { Attribute } from './attribute.js'
import type { Schema } from './schema.js'

/**
 * A resolved path: the tree carries the attributes themselves, so that nothing downstream looks names up again.
 * `userName`, `name.givenName`, `urn:…:enterprise:2.0:User:manager.displayName`.
 */
export interface AttributePath {
  /** Where the attribute lives: the common attributes, the base schema, or an extension. */
  readonly schema: Schema
  /** The extension's URN when the attribute lives in one: in JSON its value is nested under that key. */
  readonly extension: string | undefined
  readonly attribute: Attribute
  readonly subAttribute: Attribute | undefined
}
