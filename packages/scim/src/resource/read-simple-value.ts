import type { Manner } from '../manner.js'
import type { Attribute } from '../schema/attribute.js'
import { parseDateTime } from '../schema/date-time.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { invalidValue } from '../scim-error.js'
import { assertFormat } from './assert-format.js'
import {
  acceptLineBreaks,
  acceptNumbersAsText,
  acceptStringBooleans,
  acceptTextAsNumbers,
  acceptTextAsReference,
} from './vendor-dialects.js'

/**
 * Reads a value of an attribute that is not complex (RFC 7643 §2.3). `name` is for messages.
 *
 * @throws ScimError invalidValue
 */
export function readSimpleValue(
  value: unknown,
  attribute: Attribute,
  name: string,
  manner: Manner,
): string | number | boolean {
  switch (attribute.type) {
    case 'reference':
      return readReference(value, name, manner)
    case 'string':
      return readString(value, attribute, name, manner)
    case 'binary':
      return readBinary(value, attribute, name, manner)
    case 'dateTime':
      return readDateTime(value, name)
    case 'boolean':
      return readBoolean(acceptStringBooleans(value, manner), name)
    case 'integer':
    case 'decimal':
      return readNumber(acceptTextAsNumbers(value, manner), attribute.type, name)
    case 'complex':
      throw new Error(`'${name}' is complex and has no simple value`)
  }
}

function readString(value: unknown, attribute: Attribute, name: string, manner: Manner): string {
  const longest = attribute.mutability === 'writeOnly' ? longestSecret : longestText
  const text = readText(acceptNumbersAsText(value, manner), name, longest)
  assertFormat(text, attribute.format, name, manner)
  return text
}

/**
 * Reads text: of a bounded length, and such that it can be kept. Nothing else is asked of it (Q45).
 *
 * @throws ScimError invalidValue
 */
export function readText(value: unknown, name: string, longest = longestText): string {
  if (typeof value !== 'string') throw invalidValue(`'${name}' is a string.`)
  if (value.length > longest) throw invalidValue(`'${name}' is longer than ${longest} characters.`)
  const flaw = findTextFlaw(value)
  if (flaw !== undefined) throw invalidValue(`'${name}' contains ${flaw}.`)
  return value
}

/** Each in UTF-16 units. What is write-only is a secret, whose hash takes time with its length. */
const longestText = 64 * 1024
const longestSecret = 1024
const longestBinary = 1024 * 1024

/** "The value MUST be the absolute or relative URI of the target resource" (RFC 7643 §2.3.7). */
function readReference(value: unknown, name: string, manner: Manner): string {
  const text = readText(acceptNumbersAsText(value, manner), name)
  if (!uriReference.test(text) && !acceptTextAsReference(manner)) {
    throw invalidValue(`'${name}' is a reference: send a URI.`)
  }
  return text
}

/** The characters of a URI-reference, of which `%` begins an escape and `#` stands once (RFC 3986 §2, appendix A). */
const uriReference =
  /^(?:[A-Za-z0-9._~:/?@!$&'()*+,;=[\]-]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$/

function readBinary(value: unknown, attribute: Attribute, name: string, manner: Manner): string {
  const text = readText(value, name, longestBinary)
  const data = acceptLineBreaks(text, manner)
  const digits = data.replace(/={0,2}$/, '')
  const isPadded = digits.length !== data.length
  // A byte needs two digits; padding, where it is not left out, fills up the last four.
  const isWhole = digits.length % 4 !== 1 && (!isPadded || data.length % 4 === 0)
  if (!isWhole || !base64Digits.test(digits)) throw invalidValue(`'${name}' is binary: send base64 text.`)
  assertFormat(text, attribute.format, name, manner)
  return text
}

/** The alphabet of base64, or that for URLs (RFC 4648 §4, §5). */
const base64Digits = /^(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)$/

function readDateTime(value: unknown, name: string): string {
  const text = readText(value, name)
  if (parseDateTime(text) === undefined) {
    throw invalidValue(`'${name}' is a dateTime such as '2011-05-13T04:42:34Z'.`)
  }
  return text
}

function readBoolean(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw invalidValue(`'${name}' is a boolean: send true or false.`)
  return value
}

function readNumber(value: unknown, type: 'integer' | 'decimal', name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidValue(`'${name}' is a number.`)
  if (type === 'integer' && !Number.isSafeInteger(value)) {
    throw invalidValue(`'${name}' is a whole number between -(2^53 - 1) and 2^53 - 1.`)
  }
  // −0 is stored as 0.
  return value === 0 ? 0 : value
}
