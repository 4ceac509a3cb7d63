import type { JsonObject } from '@rollcall/scim'
import { isObject } from '../index-rows/values-of.js'

/** A document from its text, which we wrote ourselves. */
export function documentOf(text: string): JsonObject {
  const document = JSON.parse(text) as JsonObject
  if (!isObject(document)) throw new Error('a stored document is not an object')
  return document
}
