import { compatibleManner, type Manner } from '../manner.js'
import { memberOf } from '../resource/member-of.js'
import { isJsonObject } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import { forbidden, invalidSyntax, mutability, noTarget, ScimError } from '../scim-error.js'
import { parsePatchPath } from './patch-path.js'

// What identity providers do in PATCH requests; what they do to values anywhere is in `resource/vendor-dialects.ts`.

/**
 * Entra ID and JumpCloud remove members by listing them: `{"op":"Remove","path":"members","value":[{"value":…}]}` (D-05, Q20).
 * Salesforce wraps the list in `{"members": […]}`. Only what is listed goes; read to the letter, the path would empty the group.
 *
 * @throws ScimError invalidSyntax in the strict manner
 */
export function removeListedValues(value: unknown, attribute: Attribute, manner: Manner): readonly unknown[] {
  refuseValueOfRemove(manner)
  manner.tolerated('removeListedValues')
  const wrapped = isJsonObject(value) ? memberOf(value, attribute.name) : undefined
  const listed = wrapped ?? value
  return Array.isArray(listed) ? listed : [listed]
}

/**
 * `remove` of `members` alone empties the group (RFC 7644 §3.5.2.2): the text is clear, and it is rarely meant (Q21).
 *
 * @throws ScimError 403 where the connection protects members
 */
export function removeAllMembers(name: string, manner: Manner): void {
  if (manner.protectMembers) throw forbidden(`All of '${name}' cannot be removed at once here: name those to remove.`)
  if (!manner.strict) manner.tolerated('removeAllMembers')
}

/**
 * A filter that names no member, such as `members[value pr]`, may find all of them: members that are protected go by name only.
 *
 * @throws ScimError 403 where the connection protects members
 */
export function removeUnnamedMembers(name: string, manner: Manner): void {
  if (!manner.protectMembers) return
  throw forbidden(`What a filter finds of '${name}' cannot be removed here: name those to remove by their 'value'.`)
}

/**
 * Entra ID sends the old value along when it removes a single one (D-05): the path says all.
 *
 * @throws ScimError invalidSyntax in the strict manner
 */
export function ignoreRemovedValue(manner: Manner): void {
  refuseValueOfRemove(manner)
  manner.tolerated('ignoreRemovedValue')
}

function refuseValueOfRemove(manner: Manner): void {
  if (manner.strict) throw invalidSyntax('An operation that removes has no value: its path selects what to remove.')
}

/**
 * Okta renames a group with `{"op":"replace","value":{"id":…,"displayName":…}}` (Q14, D-39).
 *
 * @throws ScimError mutability in the strict manner
 */
export function ignoreReadOnlyKeys(name: string, manner: Manner): void {
  if (manner.strict) throw mutability(`'${name}' is read-only.`)
  manner.tolerated('ignoreReadOnlyKeys')
}

/**
 * Clients patch attributes of the standard schemas that a service has left out of its own (D-38): true when a path that the
 * service's type refuses is one of the standard type.
 */
export function ignoreUnsupportedAttributes(path: string, resourceType: ResourceType, manner: Manner): boolean {
  const standard = [User, Group].find((type) => type.schema.id === resourceType.schema.id)
  if (manner.strict || !standard || standard === resourceType || !isPathOf(path, standard)) return false
  manner.tolerated('ignoreUnsupportedAttributes')
  return true
}

function isPathOf(path: string, resourceType: ResourceType): boolean {
  try {
    parsePatchPath(path, resourceType, compatibleManner)
    return true
  } catch (error) {
    if (error instanceof ScimError) return false
    throw error
  }
}

/**
 * Entra ID replaces `emails[type eq "work"].value` where there is no such e-mail yet (D-01, Q15): it is made.
 *
 * @throws ScimError noTarget in the strict manner (RFC 7644 §3.5.2.3)
 */
export function createMissingValue(name: string, manner: Manner): void {
  if (manner.strict) throw noTarget(`No value of '${name}' matches the filter of the path.`)
  manner.tolerated('createMissingValue')
}
