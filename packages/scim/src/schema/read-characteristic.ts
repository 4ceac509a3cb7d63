import type { JsonObject } from '../json.js'
import { invalidValue } from '../scim-error.js'
import { shorten } from './attribute-path.js'
import { findTextFlaw } from './text-flaw.js'

/** Refuses a member of an attribute's definition that RFC 7643 §7 does not name. @throws ScimError invalidValue */
export function assertCharacteristics(definition: JsonObject, place: string): void {
  const unknown = Object.keys(definition).find((name) => !characteristics.has(name) && !ignoredName.test(name))
  if (unknown === undefined) return
  throw invalidValue(`'${pathOf(place, shorten(unknown))}' is no characteristic of an attribute.`)
}

const characteristics: ReadonlySet<string> = new Set([
  ...['name', 'type', 'subAttributes', 'multiValued', 'description', 'required', 'canonicalValues', 'caseExact'],
  ...['mutability', 'returned', 'uniqueness', 'referenceTypes'],
])

/**
 * What real schemas carry beside: extensions under a URN, `idcs…` (Oracle), how and where to show it (WSO2), and what an
 * `Attribute` of ours has that follows from the rest, where a schema was kept with `JSON.stringify`.
 */
const ignoredName = /^(?:urn:|idcs[A-Z]|(?:displayName|displayOrder|supportedByDefault|comparison|format)$)/

/** A member that is one of the words of RFC 7643 §7, the first of which is its default. @throws ScimError invalidValue */
export function wordOf<const Word extends string>(
  holder: JsonObject,
  member: string,
  place: string,
  words: readonly [Word, ...Word[]],
): Word {
  const given = holder[member] ?? words[0]
  const word = words.find((each) => each === given)
  if (word !== undefined) return word
  throw invalidValue(`'${pathOf(place, member)}' is one of ${words.map((each) => `'${each}'`).join(', ')}.`)
}

/** A member that is true or false, if it is there. @throws ScimError invalidValue */
export function readFlag(holder: JsonObject, member: string, place: string): boolean | undefined {
  const given = holder[member] ?? undefined
  if (given === undefined || typeof given === 'boolean') return given
  throw invalidValue(`'${pathOf(place, member)}' is true or false.`)
}

/** A member that is text, if it is there. @throws ScimError invalidValue */
export function readTextOf(holder: JsonObject, member: string, place: string): string | undefined {
  const given = holder[member] ?? undefined
  if (given === undefined) return undefined
  if (typeof given !== 'string') throw invalidValue(`'${pathOf(place, member)}' is text.`)
  if (given.length > longestText) {
    throw invalidValue(`'${pathOf(place, member)}' is longer than ${longestText} characters: '${shorten(given)}'.`)
  }
  assertNoFlaw(given, pathOf(place, member))
  return given
}

const longestText = 10_000

/** A member that must be there, and not empty. @throws ScimError invalidValue */
export function requireText(holder: JsonObject, member: string, place: string): string {
  const text = readTextOf(holder, member, place)
  if (text === undefined || text === '') throw invalidValue(`'${pathOf(place, member)}' is missing.`)
  return text
}

/** A member that is a list of texts; without it an empty one. @throws ScimError invalidValue */
export function readTextList(holder: JsonObject, member: string, place: string): readonly string[] {
  const given = holder[member] ?? []
  if (!Array.isArray(given) || given.length > mostTexts || !given.every((each) => typeof each === 'string')) {
    throw invalidValue(`'${pathOf(place, member)}' is a list of texts, ${mostTexts} at most.`)
  }
  for (const each of given) assertNoFlaw(each, pathOf(place, member))
  return given
}

/** Definitions are stored and shown as any other text. */
function assertNoFlaw(text: string, path: string): void {
  const flaw = findTextFlaw(text)
  if (flaw !== undefined) throw invalidValue(`'${path}' has ${flaw}: no text can have it.`)
}

const mostTexts = 1000

function pathOf(place: string, member: string): string {
  return place === '' ? member : `${place}.${member}`
}
