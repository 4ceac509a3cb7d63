import type { Manner } from '../manner.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import type { AttributePath } from '../schema/attribute-path.js'
import { findAttributePath, shorten } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidSyntax } from '../scim-error.js'
import { memberOf } from './member-of.js'
import { isJsonObject, type JsonObject } from './resource.js'

// What identity providers do to values, wherever a value is read. Each returns the value as it should have been sent, or
// the value itself where the habit is not meant; in the strict manner always the value itself, for the schema to refuse.

/** Entra ID sends booleans as `"True"` and `"False"` (Q11, D-08); others as 0 and 1. */
export function acceptStringBooleans(value: unknown, manner: Manner): unknown {
  if (manner.strict || (typeof value !== 'string' && typeof value !== 'number')) return value
  const meant = booleanForms.get(String(value).toLowerCase())
  if (meant === undefined) return value
  manner.tolerated('acceptStringBooleans')
  return meant
}

const booleanForms: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
])

/** Okta's sample user has numbers for `externalId`, `employeeNumber` and `postalCode` (Q30). */
export function acceptNumbersAsText(value: unknown, manner: Manner): unknown {
  if (manner.strict || typeof value !== 'number' || !printsBack(value)) return value
  manner.tolerated('acceptNumbersAsText')
  return String(value)
}

/** Beyond 2^53, or with more than 15 digits, the number may be another than the client wrote: an id would be a stranger's. */
function printsBack(value: number): boolean {
  if (Number.isInteger(value)) return Number.isSafeInteger(value)
  const text = String(value)
  return /^-?\d+\.\d+$/.test(text) && text.replace(/\D/g, '').length <= 15
}

/** Mappings from text-only sources send `"42"` for a number (D-08). */
export function acceptTextAsNumbers(value: unknown, manner: Manner): unknown {
  if (manner.strict || typeof value !== 'string' || value.length > 40 || !/^-?\d+(\.\d+)?$/.test(value)) return value
  manner.tolerated('acceptTextAsNumbers')
  return Number(value)
}

/** Entra ID's validator and free-form profile fields send any text as `profileUrl` (Q45): true when it is kept as it is. */
export function acceptTextAsReference(manner: Manner): boolean {
  if (!manner.strict) manner.tolerated('acceptTextAsReference')
  return !manner.strict
}

/** Entra ID's validator and directories of old have any text as locale, time zone or country (Q45): true when it is kept. */
export function acceptOtherFormats(manner: Manner): boolean {
  if (!manner.strict) manner.tolerated('acceptOtherFormats')
  return !manner.strict
}

/** Certificates come with the line breaks of PEM, which RFC 4648 §3.1 does not allow. */
export function acceptLineBreaks(text: string, manner: Manner): string {
  if (manner.strict || !/\s/.test(text)) return text
  manner.tolerated('acceptLineBreaks')
  return text.replace(/\s/g, '')
}

/** OneLogin's templates and Okta's "null update" send `""` where they mean "no value" (Q26). */
export function acceptEmptyText(value: unknown, manner: Manner): unknown {
  if (manner.strict || value !== '') return value
  manner.tolerated('acceptEmptyText')
  return undefined
}

/** Okta mappings send `"roles": "admin"` or `"roles": ["admin"]` (Q18): a value without its object. */
export function acceptPlainValues(value: unknown, attribute: Attribute, manner: Manner): unknown {
  const isPlain = typeof value === 'string' || typeof value === 'number'
  if (manner.strict || !isPlain || !findAttribute(attribute.subAttributes, 'value')) return value
  manner.tolerated('acceptPlainValues')
  return { value }
}

/** jackson's and others' Okta mappings send `"roles": "admin,user"` (Q18): several values, where the connection says so. */
export function splitCommaLists(value: unknown, manner: Manner): readonly unknown[] {
  if (manner.strict || !manner.splitCommaLists || typeof value !== 'string' || !value.includes(',')) return [value]
  manner.tolerated('splitCommaLists')
  return value.split(',', mostListed).map((part) => part.trim())
}

/** One more than an attribute may hold: a longer list is refused by its length. */
const mostListed = 1001

/** OneLogin's templates send `"emails": {"value": …}` where an array is due (§10.1). */
export function acceptObjectAsArray(value: unknown, manner: Manner): unknown {
  if (manner.strict || Array.isArray(value)) return value
  manner.tolerated('acceptObjectAsArray')
  return [value]
}

/** Entra ID sends a manager as bare text or as an array of one object (Q19). */
export function acceptReferenceForms(value: unknown, attribute: Attribute, manner: Manner): unknown {
  if (manner.strict || isJsonObject(value) || !findAttribute(attribute.subAttributes, 'value')) return value
  const single: unknown = Array.isArray(value) && value.length <= 1 ? value[0] : value
  if (single === undefined || isJsonObject(single)) {
    manner.tolerated('acceptReferenceForms')
    return single ?? null
  }
  if (typeof single !== 'string' && typeof single !== 'number') return value
  manner.tolerated('acceptReferenceForms')
  return { value: single }
}

/** Entra ID sends a role as JSON text: `"value": "{\"id\":…,\"value\":\"25\",\"displayName\":…}"` (Q17). */
export function acceptJsonInValue(value: JsonObject, manner: Manner): JsonObject {
  if (manner.strict) return value
  const text = memberOf(value, 'value')
  const parsed = typeof text === 'string' ? parseRole(text) : undefined
  if (!parsed) return value
  manner.tolerated('acceptJsonInValue')
  return { ...withoutMember(value, 'value'), ...parsed }
}

/** Longer text is no role of anybody's. */
const longestRole = 4096

function parseRole(text: string): JsonObject | undefined {
  if (text.length > longestRole || !text.trimStart().startsWith('{')) return undefined
  const parsed = parseObject(text)
  const value = parsed && memberOf(parsed, 'value')
  if (!parsed || (typeof value !== 'string' && typeof value !== 'number')) return undefined
  const display = memberOf(parsed, 'displayName') ?? memberOf(parsed, 'display')
  return { value, ...(typeof display === 'string' ? { display } : {}) }
}

/** A text that does not parse is kept as it is. */
function parseObject(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isJsonObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** Entra ID's AppRoleAssignmentsComplex says `displayName` where a role has `display` (§7.7). */
export function acceptDisplayName(value: JsonObject, attribute: Attribute, manner: Manner): JsonObject {
  const display = memberOf(value, 'displayName')
  if (manner.strict || display === undefined || findAttribute(attribute.subAttributes, 'displayName')) return value
  if (!findAttribute(attribute.subAttributes, 'display')) return value
  manner.tolerated('acceptDisplayName')
  return memberOf(value, 'display') === undefined
    ? renameMember(withoutMember(value, 'display'), 'displayName', 'display')
    : withoutMember(value, 'displayName')
}

/** Some send a role's `id` where its `value` is due; they are the same here (standards §4.3). */
export function acceptIdAsValue(value: JsonObject, manner: Manner): JsonObject {
  const id = memberOf(value, 'id')
  if (manner.strict || id === undefined) return value
  manner.tolerated('acceptIdAsValue')
  return memberOf(value, 'value') === undefined
    ? renameMember(withoutMember(value, 'value'), 'id', 'value')
    : withoutMember(value, 'id')
}

/** Some name a role by its label alone: the catalogue finds it by that (standards §4.3). */
export function acceptDisplayAsValue(value: JsonObject, manner: Manner): JsonObject {
  const display = memberOf(value, 'display')
  if (manner.strict || typeof display !== 'string' || memberOf(value, 'value') !== undefined) return value
  manner.tolerated('acceptDisplayAsValue')
  return { ...withoutMember(value, 'value'), value: display }
}

/** Some name an attribute of a body by its whole path: `name.givenName`, `urn:…:User:department` (Q13, D-14). */
export function acceptQualifiedNames(
  name: string,
  resourceType: ResourceType,
  manner: Manner,
): AttributePath | undefined {
  const path = manner.strict ? undefined : findAttributePath(name, resourceType, manner)
  if (!path || (path.attribute.multiValued && path.subAttribute)) return undefined
  manner.tolerated('acceptQualifiedNames')
  return path
}

/**
 * Entra ID, onboarding bots and OneLogin send attributes that no schema has (Q29, D-38).
 *
 * @throws ScimError invalidSyntax in the strict manner
 */
export function ignoreUnknownAttributes(name: string, owner: string, manner: Manner): void {
  if (manner.strict) throw invalidSyntax(`'${owner}' has no attribute '${shorten(name)}'.`)
  manner.tolerated('ignoreUnknownAttributes')
}

/**
 * Entra ID's groups carry a schema of Microsoft's, OneLogin's users one of SCIM 1.1 (Q29, D-66).
 *
 * @throws ScimError invalidSyntax in the strict manner
 */
export function ignoreUnknownSchemas(urn: string, resourceType: ResourceType, manner: Manner): void {
  if (manner.strict) throw invalidSyntax(`'${resourceType.name}' has no schema '${shorten(urn)}'.`)
  manner.tolerated('ignoreUnknownSchemas')
}

/**
 * Many clients leave `schemas` out, or the URN that matters (D-66).
 *
 * @throws ScimError invalidSyntax in the strict manner
 */
export function acceptMissingSchemas(urn: string, manner: Manner): void {
  if (manner.strict) throw invalidSyntax(`'schemas' is an array that contains '${urn}'.`)
  manner.tolerated('acceptMissingSchemas')
}

/** Some directories name members that they have never provisioned (D-54): true when they are left out. */
export function skipUnknownMembers(manner: Manner): boolean {
  if (manner.strict || !manner.skipUnknownMembers) return false
  manner.tolerated('skipUnknownMembers')
  return true
}

function withoutMember(object: JsonObject, name: string): JsonObject {
  const unwanted = name.toLowerCase()
  return Object.fromEntries(Object.entries(object).filter(([key]) => key.toLowerCase() !== unwanted))
}

function renameMember(object: JsonObject, name: string, newName: string): JsonObject {
  const wanted = name.toLowerCase()
  const rename = (key: string): string => (key.toLowerCase() === wanted ? newName : key)
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [rename(key), value]))
}
