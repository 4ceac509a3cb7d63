import { shorten } from '../schema/attribute-path.js'
import { preconditionFailed } from '../scim-error.js'
import type { GroupReference, StoredResource } from '../storage/resource-store.js'

/**
 * The entity tag of a resource (RFC 7644 §3.14): `W/"7"`. While groups are shown, a hash of them stands behind a dot, since
 * nesting one group can change the `groups` of many users without touching any of them.
 */
export function versionOf(stored: StoredResource): string {
  return stored.groups === undefined ? `W/"${stored.version}"` : `W/"${stored.version}.${hashOf(stored.groups)}"`
}

/**
 * Refuses when the client names a version that the resource no longer has. Tags are compared weakly (D-41), and by the part
 * before the dot: the groups of a user are not what the client is about to change.
 *
 * @throws ScimError 412
 */
export function assertVersion(current: StoredResource, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  if (tagsOf(ifMatch).some((tag) => tag.split('.')[0] === String(current.version))) return
  throw preconditionFailed(
    `The resource has moved on: it is at version W/"${current.version}", not at '${shorten(ifMatch)}'.`,
  )
}

/** True when the client has this very version already: the answer is 304 (RFC 7644 §3.14). */
export function isVersionKnown(stored: StoredResource, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  return tagsOf(ifNoneMatch).includes(tagsOf(versionOf(stored))[0] ?? '')
}

/** The opaque parts of a list of entity tags, with the weak mark and the quotes taken off. */
function tagsOf(header: string): readonly string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//i, '').replace(/^"|"$/g, ''))
}

/** FNV-1a over the keys, which come in one order from every storage. */
function hashOf(groups: readonly GroupReference[]): string {
  let hash = 0x811c9dc5
  for (const character of groups.map((group) => `${group.value}/${group.type}`).join(' ')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
