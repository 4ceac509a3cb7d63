import { compatibleManner, type Manner } from './manner.js'
import {
  type Answer,
  type AnswerLinks,
  type AnswerShape,
  readAnswer,
  readLinks,
  requireAnswer,
} from './operations/answer.js'
import { type BulkOptions, type BulkResult, bulk } from './operations/bulk/bulk.js'
import { type AssertCounts, commitPrepared, rehearseWrites } from './operations/commit-writes.js'
import { create, prepareCreate } from './operations/create.js'
import { type CursorKeys, createCursorKeys } from './operations/cursor-keys.js'
import type { Idempotency } from './operations/idempotency.js'
import { modify } from './operations/modify.js'
import {
  type AssignmentRules,
  anyAssignment,
  type CursorSettings,
  type OperationContext,
} from './operations/operation-context.js'
import type { PreparedCreation, PreparedWrite } from './operations/prepared-write.js'
import { type QueryResult, type QueryScope, query } from './operations/query.js'
import type { QueryParameters } from './operations/query-parameters.js'
import { readTargets, type Targets } from './operations/read-targets.js'
import { remove } from './operations/remove.js'
import { prepareReplace, replace } from './operations/replace.js'
import { type ServedTypes, servedTypesOf } from './operations/served-types.js'
import type { Conditions } from './operations/version.js'
import { createIdSource } from './resource/new-id.js'
import type { ReferenceAttribute } from './resource/references.js'
import type { Id, Instant } from './resource/resource.js'
import type { ResourceType } from './schema/resource-type.js'
import { type Publication, publishedResources, storedResources } from './storage/published-resources.js'
import type { ResourceStore, Show, StoredResource } from './storage/resource-store.js'

/** What a service provider is made of: resource types, one tenant's store, and the rules of one connection. */
export interface ServiceProviderOptions {
  readonly resourceTypes: readonly ResourceType[]
  readonly store: ResourceStore
  /** Resource types that are read-only lists: a catalogue of roles and entitlements. */
  readonly published?: readonly Publication[]
  /** Which roles and entitlements may be granted. Default: any. */
  readonly assignments?: AssignmentRules
  /** Default: compatible. */
  readonly manner?: Manner
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => Instant
  /** Default: UUIDv7 from `now` and the platform's randomness. */
  readonly newId?: () => Id
  /** Keeps passwords, hashed by this. Default: they are dropped. */
  readonly hashPassword?: (password: string) => Promise<string>
  /** How lists are read by cursor (RFC 9865). */
  readonly cursors?: CursorOptions
  /** More matches than this at the root are refused with tooMany (RFC 7644 §3.4.2.1). Default: none are. */
  readonly mostRootResults?: number
  /** On whose behalf a person's own client asks: `/Me` (RFC 7644 §3.11). Default: nobody's, as of a machine's key. */
  readonly subject?: Subject
}

/** How lists are read by cursor (RFC 9865 §2). */
export type CursorOptions = (SharedCursorKeys | OwnCursorKey) & {
  /** For how many seconds a cursor holds. Default: 3600. */
  readonly timeout?: number
}

/**
 * Keys that several service providers seal cursors with. Whoever makes a service provider for each request, or runs several
 * processes, needs them: a cursor leads on only where the key is known that it was sealed with.
 */
export interface SharedCursorKeys {
  readonly keys: CursorKeys
  /** Who may use the cursors, such as a tenant and a connection: those of another audience are refused. */
  readonly audience: string
}

/** The default: one random key. The cursors end with the service provider that made them. */
export interface OwnCursorKey {
  readonly keys?: never
  readonly audience?: never
}

/** The resource that stands for whoever is authenticated. */
export interface Subject {
  readonly type: ResourceType
  readonly id: Id
}

/** The operations of RFC 7644 §3 over resource types and a store. HTTP is one way to call them; an app's own code another. */
export interface Operations {
  readonly resourceTypes: readonly ResourceType[]
  readonly manner: Manner
  /**
   * The resource as this write leaves it, without what others compute: groups. So do `replace` and `modify`. No write changes
   * what is of a read-only type: 405.
   */
  create(type: ResourceType, body: unknown, idempotency?: Idempotency): Promise<StoredResource>
  /** @throws ScimError 404 */
  retrieve(type: ResourceType, id: Id, shape: AnswerShape): Promise<Answer>
  /** As `retrieve`, but undefined instead of 404. */
  find(type: ResourceType, id: Id, shape: AnswerShape): Promise<Answer | undefined>
  query(type: ResourceType, parameters: QueryParameters, show: Show): Promise<QueryResult>
  /** Queries the root: all resources of every type, as one list. */
  queryRoot(parameters: QueryParameters, show: Show): Promise<QueryResult>
  /** @throws ScimError 412 where the conditions do not hold; so do `modify` and `remove`. */
  replace(type: ResourceType, id: Id, body: unknown, conditions?: Conditions): Promise<StoredResource>
  modify(type: ResourceType, id: Id, body: unknown, conditions?: Conditions): Promise<StoredResource>
  remove(type: ResourceType, id: Id, conditions?: Conditions): Promise<void>
  /** Several of the writes in one request: RFC 7644 §3.7. */
  bulk(body: unknown, options: BulkOptions): Promise<readonly BulkResult[]>
  /**
   * Reads and judges what is to be created under an id that the caller drew, and writes nothing: for an app that loads many
   * resources, and commits many in one write set.
   */
  prepareCreate(type: ResourceType, id: Id, body: unknown): Promise<PreparedCreation>
  /** The same for `replace`. */
  prepareReplace(type: ResourceType, id: Id, body: unknown): Promise<PreparedWrite>
  /** Commits what was prepared as one write set: all of it is applied, or nothing. Answers each as this commit leaves it. */
  commit(writes: readonly PreparedWrite[]): Promise<readonly StoredResource[]>
  /**
   * Does all that `commit` does but the commit: finds what is refused before it, and writes nothing. `assertCounts` is told what
   * would be counted, and refuses what passes a bound.
   */
  rehearse(writes: readonly PreparedWrite[], assertCounts?: AssertCounts): Promise<void>
}

/** The operations, and what else it takes to answer HTTP by them. */
export interface BoundOperations extends Operations {
  readonly served: ServedTypes
  readonly keepsPasswords: boolean
  readonly cursors: CursorSettings
  readonly subject: Subject | undefined
  /** What the references of resources lead to: users' managers. */
  targets(resources: readonly StoredResource[], references: readonly ReferenceAttribute[]): Promise<Targets>
  /** The links of a resource that is read already. */
  links(type: ResourceType, id: Id): Promise<AnswerLinks>
}

/** Binds the operations to their surroundings. Cheap: one is made for each request. */
export function bindOperations(options: ServiceProviderOptions): BoundOperations {
  const context = contextOf(options)
  const served = servedTypesOf(options.resourceTypes, options.published)
  const { all: resourceTypes, publications } = served
  const sourceOf = (type: ResourceType) => {
    const publication = publications.get(type)
    return publication ? publishedResources(publication) : context.store
  }
  const root = rootOf(context.store, served, options.mostRootResults)
  return {
    resourceTypes,
    served,
    manner: context.manner,
    keepsPasswords: context.hashPassword !== undefined,
    create: (type, body, idempotency) => create(context, type, body, idempotency),
    retrieve: (type, id, shape) => requireAnswer(sourceOf(type), type, id, shape),
    find: (type, id, shape) => readAnswer(sourceOf(type), type, id, shape),
    query: (type, parameters, show) => {
      return query(context, { endpoint: type.endpoint, types: [type], source: sourceOf(type) }, parameters, show)
    },
    queryRoot: (parameters, show) => query(context, root, parameters, show),
    cursors: context.cursors,
    subject: options.subject,
    targets: (resources, references) => readTargets(context.store, resources, references),
    links: (type, id) => readLinks(sourceOf(type), type, id),
    replace: (type, id, body, conditions = {}) => replace(context, type, { id, body, conditions }),
    modify: (type, id, body, conditions = {}) => modify(context, type, { id, body, conditions }),
    remove: (type, id, conditions = {}) => remove(context, type, id, conditions),
    bulk: (body, settings) => bulk(context, resourceTypes, body, settings),
    prepareCreate: (type, id, body) => prepareCreate(context, type, id, body),
    prepareReplace: (type, id, body) => prepareReplace(context, type, { id, body, conditions: {} }),
    commit: (writes) => commitPrepared(context, writes),
    rehearse: (writes, assertCounts) => rehearseWrites(context, writes, assertCounts),
  }
}

/** The root: what is published is listed among what is stored. */
function rootOf(store: ResourceStore, { all, publications }: ServedTypes, mostResults: number | undefined): QueryScope {
  return {
    endpoint: '/',
    types: all,
    source: store,
    givenOf(type) {
      const publication = publications.get(type)
      return publication && storedResources(publication)
    },
    mostResults,
  }
}

function contextOf(options: ServiceProviderOptions): OperationContext {
  const now = options.now ?? Date.now
  return {
    store: options.store,
    resourceTypes: options.resourceTypes,
    manner: options.manner ?? compatibleManner,
    now,
    newId: options.newId ?? createIdSource(now),
    hashPassword: options.hashPassword,
    assignments: options.assignments ?? anyAssignment,
    cursors: cursorsOf(options.cursors ?? {}),
  }
}

function cursorsOf({ keys, audience, timeout = 3600 }: CursorOptions): CursorSettings {
  // Without types nothing else keeps one tenant's cursors from another.
  if (keys && audience === undefined) throw new Error("'cursors.keys' are shared: 'cursors.audience' says by whom")
  return { keys: keys ?? createCursorKeys(), audience: audience ?? '', timeout }
}
