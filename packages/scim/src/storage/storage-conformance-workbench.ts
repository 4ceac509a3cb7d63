import type { Id, Instant, JsonObject } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { ChangeRecord } from './memory-change-record.js'
import type { Actor, Committed, Draft, Grant, Link, ResourceStore, Storage, StoredResource } from './resource-store.js'
import { parseDocument } from './resource-view.js'

/** The key of a grant. */
export type GrantKey = Pick<Grant, 'kind' | 'type' | 'value'>

/** A storage to be tested, and the few things that no port offers. Any tenant name works without being made first. */
export interface StorageHarness {
  readonly storage: Storage
  /** Gives the tenant's catalogue a value with this display, or another display to it. */
  setDisplay(tenant: string, grant: GrantKey, display: string): Promise<void>
  /** The tenant's change records, in no particular order. */
  changeRecords(tenant: string): Promise<readonly ChangeRecord[]>
  /** Sets the bound of a counter; a counter without one is not bounded. */
  setBound?(tenant: string, counter: string, limit: number): Promise<void>
  close(): Promise<void>
}

/** A fresh tenant of a harness, with what the tests do all the time. */
export interface Workbench {
  readonly harness: StorageHarness
  readonly tenant: string
  /** The tenant's store, on behalf of the connection `okta` and the request `r-1` unless told otherwise. */
  store(actor?: Actor): ResourceStore
  /** Ids in ascending order; every workbench draws the same ones. */
  id(): Id
  /** The time of the next write: a second later each time. */
  now(): Instant
  write<T>(work: (draft: Draft) => Promise<T> | T, options?: WriteOptions): Promise<Committed<T>>
  createUser(document: JsonObject, externalId?: string): Promise<Id>
  createGroup(displayName: string, members?: readonly Link[]): Promise<Id>
  put(type: ResourceType, id: Id, document: JsonObject): Promise<void>
  remove(type: ResourceType, id: Id): Promise<void>
  /** The resource with everything shown; fails the test when it does not exist. */
  stored(type: ResourceType, id: Id): Promise<StoredResource>
  document(type: ResourceType, id: Id): Promise<JsonObject>
  members(group: Id): Promise<readonly Id[]>
}

/** How a write differs from the workbench's usual one. */
export interface WriteOptions {
  readonly actor?: Actor
  readonly now?: Instant
  readonly writeSet?: Id
  readonly queueOn?: Id
}

/** Opens a fresh workbench. */
export type OpenWorkbench = () => Workbench

/** Shows all that is kept apart. */
export const showAll = { grants: true, groups: true } as const

/** Shows nothing that is kept apart. */
export const showNone = { grants: false, groups: false } as const

/** A workbench over a tenant that nobody has used yet. */
export function createWorkbench(harness: StorageHarness, tenant: string): Workbench {
  let drawn = 0
  let clock = Date.parse('2026-11-24T09:00:00.000Z')
  const id = () => `01990000-0000-7000-8000-${(++drawn).toString(16).padStart(12, '0')}`
  const now = () => (clock += 1000)
  const store = (actor: Actor = { connection: 'okta', request: 'r-1' }) => harness.storage.ofTenant(tenant, actor)
  const write: Workbench['write'] = (work, options = {}) =>
    store(options.actor).transaction(transactionOptions(options, id, now), async (draft) => work(draft))

  async function create(type: ResourceType, document: JsonObject, externalId?: string, members: readonly Link[] = []) {
    const drawnId = id()
    await write((draft) => {
      draft.create(type, { id: drawnId, document, externalId })
      for (const { value, type: memberType } of members) draft.link(drawnId, { value, type: memberType })
    })
    return drawnId
  }

  const stored: Workbench['stored'] = async (type, wanted) => {
    const found = await store().get(type, wanted, showAll)
    if (!found) throw new Error(`${type.name} '${wanted}' should exist`)
    return found
  }

  return {
    harness,
    tenant,
    store,
    id,
    now,
    write,
    stored,
    createUser: (document, externalId) => create(User, document, externalId),
    createGroup: (displayName, members) => create(Group, { displayName }, undefined, members),
    put: async (type, wanted, document) => void (await write((draft) => putDocument(draft, type, wanted, document))),
    remove: async (type, wanted) => {
      await write(async (draft) => {
        await requireRead(draft, type, wanted)
        draft.remove(type, wanted)
      })
    },
    document: async (type, wanted) => parseDocument(await stored(type, wanted)),
    members: async (group) => (await store().links(group, { count: 10_000 })).items.map(({ value }) => value),
  }
}

/** Replaces the document of a resource and keeps its external id, as an operation would. */
export async function putDocument(draft: Draft, type: ResourceType, id: Id, document: JsonObject): Promise<void> {
  const { externalId } = await requireRead(draft, type, id)
  draft.put(type, { id, document, externalId })
}

/** Reads a resource in a draft, guarded by its document version; fails the test when it does not exist. */
export async function requireRead(draft: Draft, type: ResourceType, id: Id): Promise<StoredResource> {
  const found = await draft.get(type, id, 'document')
  if (!found) throw new Error(`${type.name} '${id}' should exist`)
  return found
}

/** A member as it is linked. */
export function userLink(value: Id): Link {
  return { value, type: 'User', display: undefined }
}

/** A nested group as it is linked. */
export function groupLink(value: Id): Link {
  return { value, type: 'Group', display: undefined }
}

/** A role without anything but its value; `more` adds to it. */
export function role(value: string, more: Partial<Omit<Grant, 'kind' | 'value'>> = {}): Grant {
  return { kind: 'role', value, type: undefined, display: undefined, primary: undefined, ...more }
}

/** An entitlement of a type; `more` adds to it. */
export function entitlement(type: string, value: string, more: Partial<Omit<Grant, 'kind' | 'value'>> = {}): Grant {
  return { kind: 'entitlement', value, type, display: undefined, primary: undefined, ...more }
}

function transactionOptions(options: WriteOptions, id: () => Id, now: () => Instant) {
  return {
    now: options.now ?? now(),
    writeSet: options.writeSet ?? id(),
    ...(options.queueOn === undefined ? {} : { queueOn: options.queueOn }),
  }
}
