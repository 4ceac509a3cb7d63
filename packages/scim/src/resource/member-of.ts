import { shorten } from '../schema/attribute-path.js'
import { hasReservedName } from '../schema/reserved-names.js'
import { invalidSyntax } from '../scim-error.js'
import type { JsonObject } from './resource.js'

/**
 * The member of a message, by its name without regard to case (RFC 7643 §2.1); undefined when it is absent or null.
 *
 * @throws ScimError invalidSyntax when it is there in two spellings (D-12)
 */
export function memberOf(object: JsonObject, name: string): unknown {
  const wanted = name.toLowerCase()
  let spelling: string | undefined
  for (const key of Object.keys(object)) {
    // In ASCII, as all of our names are, lower case has the same length.
    if (key.length !== name.length || (key !== name && key.toLowerCase() !== wanted)) continue
    if (spelling !== undefined) throw invalidSyntax(`'${name}' is given more than once.`)
    spelling = key
  }
  return spelling === undefined ? undefined : (object[spelling] ?? undefined)
}

/**
 * The members of an object whose names are attributes.
 *
 * @throws ScimError invalidSyntax for more of them than any schema has: each is looked for
 */
export function attributesIn(object: JsonObject, name: string): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(object)
  assertFew(entries.length, name)
  return entries
}

/** Their names alone. @throws ScimError invalidSyntax */
export function namesIn(object: JsonObject, name: string): readonly string[] {
  const names = Object.keys(object)
  assertFew(names.length, name)
  return names
}

function assertFew(count: number, name: string): void {
  if (count > mostAttributes) throw invalidSyntax(`'${shorten(name)}' has more than ${mostAttributes} attributes.`)
}

const mostAttributes = 1000

/**
 * Refuses the names that JavaScript gives a meaning to, such as `__proto__`, in a name or as a part of a path.
 *
 * @throws ScimError invalidSyntax
 */
export function assertName(name: string): void {
  if (name === '') throw invalidSyntax('An attribute has an empty name.')
  if (name.length > longestName) throw invalidSyntax(`'${shorten(name)}' is too long for the name of an attribute.`)
  if (hasReservedName(withoutFilter(name))) {
    throw invalidSyntax(`'${shorten(name)}' cannot be the name of an attribute.`)
  }
}

/** A name may be a whole PATCH path. */
const longestName = 8192

/**
 * A PATCH path without what stands between its brackets, a filter whose text is free: `emails[type eq "work"].value` names
 * `emails.value`.
 */
export function withoutFilter(name: string): string {
  const from = name.indexOf('[')
  return from < 0 ? name : name.slice(0, from) + name.slice(name.lastIndexOf(']') + 1)
}
