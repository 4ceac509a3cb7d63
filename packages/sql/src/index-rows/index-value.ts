import type { Attribute, Json } from '@rollcall/scim'
import { parseDateTime } from '@rollcall/scim/storage'
import { keyOfText } from './fold-text.js'

/** A value as the index keeps it: text whose order is the order of the values. */
export interface IndexValue {
  readonly text: string
  /** True where the text is the beginning of a longer one. */
  readonly isCut: boolean
}

/** How many code points of a value the index keeps; sorting goes by no more. */
export const indexedLength = 256

/** A value of an attribute as the index keeps it, or undefined when it is not of the attribute's type. */
export function indexValueOf(attribute: Attribute, value: Json): IndexValue | undefined {
  switch (attribute.type) {
    case 'string':
    case 'reference':
    case 'binary':
      return typeof value === 'string' ? cutText(keyOfText(attribute, value)) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? whole(booleanText(value)) : undefined
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? whole(numberText(value)) : undefined
    case 'dateTime': {
      const instant = typeof value === 'string' ? parseDateTime(value) : undefined
      return instant === undefined ? undefined : whole(instantText(instant))
    }
    case 'complex':
      return undefined
  }
}

/** The first 256 code points, the same as a text of so many. */
export function cutText(text: string): IndexValue {
  if (text.length <= indexedLength) return whole(text)
  const characters = Array.from(text)
  if (characters.length <= indexedLength) return whole(text)
  return { text: characters.slice(0, indexedLength).join(''), isCut: true }
}

export function booleanText(value: boolean): string {
  return value ? 't' : 'f'
}

/** An instant in UTC, to the millisecond: four digits of a year make the order of the texts the order of the times. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString()
}

/**
 * 16 hexadecimal digits in the order of the numbers: the bits of the IEEE 754 double, with the sign turned where it is
 * positive and everything turned where it is negative.
 */
export function numberText(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  // −0 is 0.
  view.setFloat64(0, value === 0 ? 0 : value)
  const bits = view.getBigUint64(0)
  const ordered = value < 0 ? BigInt.asUintN(64, ~bits) : bits | signBit
  return ordered.toString(16).padStart(16, '0')
}

const signBit = 1n << 63n

function whole(text: string): IndexValue {
  return { text, isCut: false }
}
