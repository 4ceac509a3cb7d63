import type { Manner } from '../manner.js'
import type { Attribute } from '../schema/attribute.js'
import { parseDateTime } from '../schema/date-time.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { invalidValue } from '../scim-error.js'
import { acceptNumbersAsText, acceptStringBooleans, acceptTextAsNumbers } from './vendor-dialects.js'

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
    case 'string':
    case 'reference':
      return readText(
        acceptNumbersAsText(value, manner),
        name,
        attribute.mutability === 'writeOnly' ? longestSecret : longestText,
      )
    case 'binary':
      return readBinary(value, name)
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

function readBinary(value: unknown, name: string): string {
  const text = readText(value, name, longestBinary)
  const padding = text.includes('=') ? text.slice(text.indexOf('=')).trimEnd() : ''
  if (!base64.test(text) || !['', '=', '=='].includes(padding))
    throw invalidValue(`'${name}' is binary: send base64 text.`)
  return text
}

/** Base64 or base64url; certificates come with line breaks. */
const base64 = /^[A-Za-z0-9+/_=\s-]*$/

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
