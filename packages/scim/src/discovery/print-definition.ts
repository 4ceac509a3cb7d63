import { isJsonObject, type JsonObject } from '../json.js'
import { hashText } from '../resource/hash-text.js'

/** A definition as it is answered, and the entity tag that it has in its `meta.version` too (RFC 7643 §3.1). */
export interface PrintedDefinition {
  readonly id: string
  readonly text: string
  readonly version: string
}

/** Prints what discovery answers. Definitions are not stored: their version follows from what they say. */
export function printDefinition(definition: JsonObject): PrintedDefinition {
  const version = textVersion(JSON.stringify(definition))
  const meta = isJsonObject(definition.meta) ? definition.meta : {}
  const text = JSON.stringify({ ...definition, meta: { ...meta, version } })
  return { id: String(definition.id), text, version }
}

/** A weak entity tag that moves with the text: its length, and a hash of it. */
export function textVersion(text: string): string {
  return `W/"${text.length.toString(36)}-${hashText(text).toString(36)}"`
}
