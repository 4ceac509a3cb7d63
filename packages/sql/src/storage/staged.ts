import type { Id, JsonObject, ResourceType } from '@rollcall/scim'
import type { Grant, KeptAnswer, NewResource, StoredResource } from '@rollcall/scim/storage'
import { documentOf } from './document-of.js'

/** What a run of the work has read and staged: all that its write set is made of. */
export interface Staged {
  readonly resources: Map<Id, StagedResource>
  readonly counts: Map<string, number>
  /** Each resource that was read through `get`, as it was then. */
  readonly reads: Map<Id, ReadResource>
  /** Owners whose links were read as a whole: to be replaced, so that a link changed meanwhile is no surprise. */
  readonly scanned: Set<Id>
  /** Owners of whose links some were read. */
  readonly linksRead: Set<Id>
  /** Answers to keep, by their keys. */
  readonly answers: Map<string, KeptAnswer>
}

export interface ReadResource {
  /** With its grants. */
  readonly stored: StoredResource
  /** Its text, parsed. */
  readonly document: JsonObject
  readonly type: ResourceType
  /** The writes staged on it hold only for the client's version that was read. */
  guardsVersion: boolean
}

/** What is staged on one resource. */
export interface StagedResource {
  readonly id: Id
  kind: 'created' | 'existing' | 'removed'
  /** Of what is created, replaced or removed. */
  type: ResourceType | undefined
  written: Written | undefined
  readonly links: Map<Id, StagedLink>
  readonly grants: Map<string, StagedGrant>
  password: { readonly hash: string | undefined } | undefined
}

export type StagedLink = { readonly kind: 'link'; readonly type: string } | { readonly kind: 'unlink' }

export type StagedGrant =
  | { readonly kind: 'grant'; readonly grant: Grant }
  | { readonly kind: 'revoke'; readonly grant: GrantKey }

export type GrantKey = Pick<Grant, 'kind' | 'type' | 'value'>

/** A resource's new contents, cut off from the object that the caller may go on to change. */
export interface Written {
  readonly text: string
  /** The text, parsed. */
  readonly document: JsonObject
  readonly externalId: string | undefined
}

/** Nothing read, nothing staged. */
export function emptyStaged(): Staged {
  return {
    resources: new Map(),
    counts: new Map(),
    reads: new Map(),
    scanned: new Set(),
    linksRead: new Set(),
    answers: new Map(),
  }
}

/** What is staged on a resource so far, to be added to. */
export function stagedOn(staged: Staged, id: Id): StagedResource {
  const known = staged.resources.get(id)
  if (known) return known
  const made: StagedResource = {
    id,
    kind: 'existing',
    type: undefined,
    written: undefined,
    links: new Map(),
    grants: new Map(),
    password: undefined,
  }
  staged.resources.set(id, made)
  return made
}

/** Takes down what is written now. */
export function writtenOf({ document, externalId }: NewResource): Written {
  const text = JSON.stringify(document)
  return { text, document: documentOf(text), externalId }
}

/** True for what moves the document version: all but links. */
export function movesDocument(resource: StagedResource): boolean {
  return (
    resource.kind !== 'existing' ||
    resource.written !== undefined ||
    resource.grants.size > 0 ||
    resource.password !== undefined
  )
}

/** The key of a grant as a text. */
export function grantKeyOf({ kind, type, value }: GrantKey): string {
  return JSON.stringify([kind, type ?? '', value])
}

/** How members and groups show a resource: its displayName, else its userName. */
export function displayOf(document: JsonObject): string | undefined {
  const name = document.displayName ?? document.userName
  return typeof name === 'string' ? name : undefined
}
