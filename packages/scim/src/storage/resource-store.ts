import type { Filter } from '../filter/filter.js'
import type { Id, Instant, JsonObject } from '../resource/resource.js'
import type { AttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { KeptAnswer } from './kept-answer.js'

/** Where resources live. Everything but the caller of `ofTenant` sees a store that is already a tenant's. */
export interface Storage {
  /** The tenant's own store: no call on it can reach another tenant's data. */
  ofTenant(tenant: string, actor: Actor): ResourceStore
}

/** On whose behalf a request acts; written into change records. `connection` scopes external ids (D-53). */
export interface Actor {
  readonly connection?: string
  readonly request: string
  /**
   * The version of the tenant's configuration by which new resources and grants are judged, and documents with data under one
   * of `definedSchemas` or under a schema that their type does not have. Where it has moved when a write set with any of these
   * is committed, nothing is applied, and `transaction` throws Contended. Absent: nothing depends on a configuration.
   *
   * The one obligation that `testStorage` does not check, since it is optional: a backend whose resource types never change
   * while it runs has no configuration to compare with, as the memory storage has none, and passes both members over. A server
   * that lets tenants change schemas at run time loses by that: a request that began before the change commits what the
   * configuration after it refuses.
   */
  readonly configuration?: number
  /** The schemas that the configuration defines, by their URNs as the schemas have them. */
  readonly definedSchemas?: ReadonlySet<string>
  /** The counters of the seats that the configuration has: what is taken back, and now has seats beside them, is not applied either. */
  readonly seatCounters?: ReadonlySet<string>
}

/** What a read shows beside the document: they are rows of their own, and not every answer needs them. */
export interface Show {
  readonly grants: boolean
  readonly groups: boolean
  /** How many of its links, from the first, are read in the same moment. Absent: none. `get` alone takes it. */
  readonly firstLinks?: number
}

/** A resource as it is stored. */
export interface StoredResource {
  /** The resource type's name. */
  readonly type: string
  readonly id: Id
  /** The client's version (ETag): moved by every change of the resource, membership changes included. */
  readonly version: number
  /** Guards everything but a group's links: document, grants, password. */
  readonly documentVersion: number
  readonly created: Instant
  readonly lastModified: Instant
  /**
   * JSON text of an object: the attributes that the client may write, and nothing else. No id, schemas, meta, externalId,
   * groups, members, roles, entitlements, password or `$ref`.
   */
  readonly text: string
  /** As this connection knows the resource (D-53). */
  readonly externalId: string | undefined
  /** In key order (kind, type, value); undefined when not asked for. */
  readonly grants: readonly Grant[] | undefined
  /** In key order; undefined when not asked for. */
  readonly groups: readonly GroupReference[] | undefined
  /** As `links` gives them, of the moment of this version; absent when not asked for. */
  readonly firstLinks?: Page<Link>
}

/** A role or an entitlement that a user holds: a row of its own. Its key is (kind, type, value). */
export interface Grant {
  readonly kind: 'role' | 'entitlement'
  readonly value: string
  readonly type: string | undefined
  /** From the catalogue where it has the value; else what the client sent. */
  readonly display: string | undefined
  readonly primary: boolean | undefined
}

/** A group that contains a user, directly or through another group (RFC 7643 §4.1.2). */
export interface GroupReference {
  readonly value: Id
  readonly display: string | undefined
  readonly type: 'direct' | 'indirect'
}

/** A value of a group's members. `display` is derived when it is read. */
export interface Link {
  readonly value: Id
  /** The member's resource type, such as `User`. */
  readonly type: string
  readonly display: string | undefined
}

/** What a resource is to others: its resource type's name, and what it is called now. */
export type Kind = Omit<Link, 'value'>

/** What a query asks of one resource type: names are resolved against each type for itself. */
export interface QueryTarget {
  readonly type: ResourceType
  /** Undefined: all resources of the type. */
  readonly filter: Filter | undefined
  /**
   * Order by this attribute's primary or first value. Undefined: none of the type has a value there. Where several types are
   * sorted, their attributes are of one kind: text, number, boolean or date.
   */
  readonly sortPath: AttributePath | undefined
  /** Where the type's resources are not in the store but given: they are listed among the others. */
  readonly given?: readonly StoredResource[]
}

/** What a query asks of all its types together. */
export interface Query {
  /** What has no value to sort by comes last ascending, first descending; ties by id in the same direction (D-58). */
  readonly order: SortOrder
  readonly page: PageRequest
  readonly show: Show
  /** Whether the total is wanted; cursor pages do without. */
  readonly total: boolean
}

/** RFC 7644 §3.4.2.3. */
export type SortOrder = 'ascending' | 'descending'

/** By index (1-based, RFC 7644 §3.4.2.4), or after a position (RFC 9865). Where nothing is sorted by, the order is by id. */
export type PageRequest =
  | { readonly kind: 'index'; readonly startIndex: number; readonly count: number }
  | { readonly kind: 'after'; readonly position: Position | undefined; readonly count: number }

/** A place in the order of a query: the sort key of the last item (undefined where it has none) and its id. */
export interface Position {
  readonly key: string | undefined
  readonly id: Id
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** How many match in all; undefined when not asked for. */
  readonly total: number | undefined
  /** Where the next page begins; undefined at the end, or for pages by index. */
  readonly next: Position | undefined
}

/** One tenant's resources. Every obligation but that of `Actor.configuration` is checked on every backend by `storage-conformance`. */
export interface ResourceStore {
  /** The resource, or undefined: unknown, of another type, or another tenant's. */
  get(type: ResourceType, id: Id, show: Show): Promise<StoredResource | undefined>

  /** The resources that `matches` accepts, in the query's order. Several targets: the root's `/.search`. */
  query(targets: readonly QueryTarget[], query: Query): Promise<Page<StoredResource>>

  /** A group's members, in order of `value`, after `after`. */
  links(owner: Id, range: { readonly after?: Id; readonly count: number }): Promise<Page<Link>>

  /** What exists of these ids: each with its type and what it is called now, by the rule of links. */
  kinds(ids: readonly Id[]): Promise<ReadonlyMap<Id, Kind>>

  /** How a user's password is hashed, or undefined where there is none. For sign-in only. */
  passwordHash(user: Id): Promise<string | undefined>

  /**
   * Reads first, then one conditional write set. `work` is pure but for its draft: ids and the time are drawn before it,
   * and it runs again, a bounded number of times, when a version or link that it depends on has moved. The staged writes
   * are applied all or not at all, and read by nobody before they are.
   *
   * A read without a staged write is no precondition. An empty draft commits nothing: same version, no change record (D-70).
   *
   * @throws ClaimTaken when a unique value is taken · ReferenceMissing when a linked resource does not exist ·
   *   LimitReached when a counter would pass its bound · Contended when it ran too often.
   */
  transaction<T>(options: TransactionOptions, work: (draft: Draft) => Promise<T>): Promise<Committed<T>>
}

export interface TransactionOptions {
  readonly now: Instant
  /** An id of the write set, drawn by the caller: its change records carry it. */
  readonly writeSet: Id
  /** Writers of this resource in one process queue up, so that reruns are caused by other processes only. */
  readonly queueOn?: Id
}

/** What a transaction stages. Reads see the draft's own staged writes. There are no filter queries here. */
export interface Draft {
  /**
   * `document`: the writes staged on this resource hold only if its document version is still what was read.
   * `version`: they hold only if the client's version is (If-Match).
   */
  get(type: ResourceType, id: Id, guard: 'document' | 'version'): Promise<StoredResource | undefined>

  /** The resource type's name of each id that exists. */
  typesOf(ids: readonly Id[]): Promise<ReadonlyMap<Id, string>>

  /** Which of the ids are linked by the owner. */
  linked(owner: Id, ids: readonly Id[]): Promise<ReadonlySet<Id>>

  /** All links of the owner, read in keyset pages, in order of `value`. */
  scanLinks(owner: Id): AsyncIterable<Link>

  /** Stages a new resource: version 1; claims its unique values. */
  create(type: ResourceType, resource: NewResource): void

  /**
   * Stages the whole document of a resource that was read through `get`; claims and frees unique values. The versions and
   * `lastModified = max(old + 1 ms, now)` move once a write set, whatever it stages on the resource.
   */
  put(type: ResourceType, resource: NewResource): void

  /** Stages the removal of the resource, its grants, and every link from and to it; the owners of links to it move their version. */
  remove(type: ResourceType, id: Id): void

  /** Stages an edge that must be absent now. Moves the owner's `version`, not its document version. */
  link(owner: Id, link: { readonly value: Id; readonly type: string }): void

  /** Stages the removal of an edge that must be present now. */
  unlink(owner: Id, id: Id): void

  /** Stages a grant; the same key again replaces display and primary. Moves the user's document version. */
  grant(user: Id, grant: Grant): void

  /** Stages the removal of a grant, by its key. Moves the user's document version. */
  revoke(user: Id, grant: Pick<Grant, 'kind' | 'type' | 'value'>): void

  /** Stages a password's hash, or its removal. Moves the user's document version. */
  setPassword(user: Id, hash: string | undefined): void

  /** Stages a change of a counter, as one with the draft's others of it. Its bound is in the row: what rises must end within it, what is not there does not fall. */
  count(counter: string, delta: number): void

  /** What was kept under the key by this connection and is not past its time; what this draft stages included. */
  kept(key: string): Promise<KeptAnswer | undefined>

  /**
   * Stages an answer under a key that must be free when the write set is applied: where it is not, the work runs again and
   * reads what is kept. It goes before every other precondition, so that a request sent twice at once is not refused for what
   * its twin did. Moves no version and leaves no change record; a draft that only keeps is applied too.
   */
  keep(key: string, answer: KeptAnswer): void
}

/** What a client may write of a resource, without what is kept apart. */
export interface NewResource {
  readonly id: Id
  readonly document: JsonObject
  readonly externalId: string | undefined
}

/** What a transaction did, known after the commit. */
export interface Committed<T> {
  readonly result: T
  /** False when nothing was staged but an answer to keep, or nothing of it was still to be done. */
  readonly changed: boolean
  /** The versions of the resources that the write set touched and did not remove. */
  readonly heads: ReadonlyMap<Id, { readonly version: number; readonly lastModified: Instant }>
}
