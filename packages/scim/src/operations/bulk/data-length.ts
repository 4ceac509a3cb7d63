import { deepestLevel } from '../../json.js'
import { invalidSyntax } from '../../scim-error.js'

/**
 * About how long the text of an operation's data is. Without recursion: over HTTP a body was bounded when it was read, while an
 * app that calls `bulk` itself may hand over anything.
 *
 * @throws ScimError invalidSyntax for data that is deeper than a body may be
 */
export function dataLengthOf(data: unknown): number {
  const open: { readonly value: unknown; readonly level: number }[] = [{ value: data, level: 0 }]
  let length = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, level } = next
    length += typeof value === 'string' ? value.length : lengthOfAValue
    if (typeof value !== 'object' || value === null) continue
    if (level === deepestLevel) {
      throw invalidSyntax(
        `The data of an operation has more than ${deepestLevel} arrays and objects within each other.`,
      )
    }
    for (const [name, part] of Object.entries(value)) {
      length += Array.isArray(value) ? 0 : name.length
      open.push({ value: part, level: level + 1 })
    }
  }
  return length
}

/** Brackets, quotes, a comma, a number. */
const lengthOfAValue = 4
