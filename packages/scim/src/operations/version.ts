import { hashText } from '../resource/hash-text.js'
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

/** On what condition a write happens: entity tags as the headers of those names list them (RFC 9110 §13.1). */
export interface Conditions {
  /** The resource is at one of these versions; `*` stands for any. */
  readonly ifMatch?: string | undefined
  /** The resource is at none of these versions; `*` stands for any. */
  readonly ifNoneMatch?: string | undefined
}

/** Refuses a write whose conditions do not hold. @throws ScimError 412 */
export function assertConditions(current: StoredResource, { ifMatch, ifNoneMatch }: Conditions): void {
  assertVersion(current, ifMatch)
  if (ifNoneMatch !== undefined) assertOtherVersion(current, ifNoneMatch)
}

/**
 * Refuses when the client names a version that the resource no longer has. Tags are compared weakly (D-41), and by the part
 * before the dot: the groups of a user are not what the client is about to change.
 *
 * @throws ScimError 412
 */
export function assertVersion(current: StoredResource, ifMatch: string | undefined): void {
  if (ifMatch === undefined || namesVersion(ifMatch, current)) return
  throw preconditionFailed(
    `The resource has moved on: it is at version W/"${current.version}", not at '${shorten(ifMatch)}'.`,
  )
}

/**
 * Refuses a write that is to happen only where the resource is none of the versions named; `*` stands for any, so that it
 * refuses whatever exists (RFC 9110 §13.1.2).
 *
 * @throws ScimError 412
 */
export function assertOtherVersion(current: StoredResource, ifNoneMatch: string): void {
  if (!namesVersion(ifNoneMatch, current)) return
  throw preconditionFailed(
    `The resource exists at version W/"${current.version}", which 'If-None-Match: ${shorten(ifNoneMatch)}' rules out.`,
  )
}

function namesVersion(header: string, current: StoredResource): boolean {
  if (header.trim() === '*') return true
  return tagsOf(header).some((tag) => tag.split('.')[0] === String(current.version))
}

/** True when the client has this very version already: the answer is 304 (RFC 7644 §3.14). */
export function isVersionKnown(stored: StoredResource, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch !== undefined && isTagKnown(versionOf(stored), ifNoneMatch)
}

/** The same for any entity tag, compared weakly. */
export function isTagKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === '*') return true
  const [own] = tagsOf(tag)
  return tagsOf(ifNoneMatch).some((known) => known === own)
}

/** The opaque parts of a list of entity tags. One may hold commas; clients also send one without its quotes. */
function tagsOf(header: string): readonly string[] {
  return [...header.matchAll(entityTag)].map(([, quoted, bare = '']) => quoted ?? bare)
}

const entityTag = /(?:W\/)?"([^"]*)"|([^\s,"]+)/gi

/** Over the keys, which come in one order from every storage. */
function hashOf(groups: readonly GroupReference[]): string {
  return hashText(groups.map((group) => `${group.value}/${group.type}`).join(' ')).toString(16)
}
