import { compatibleManner, type Manner } from './manner.js'
import { type Answer, type AnswerShape, readAnswer, readLinks, requireAnswer } from './operations/answer.js'
import { create } from './operations/create.js'
import { modify } from './operations/modify.js'
import { type AssignmentRules, anyAssignment, type OperationContext } from './operations/operation-context.js'
import { type QueryParameters, type QueryResult, query } from './operations/query.js'
import { remove } from './operations/remove.js'
import { replace } from './operations/replace.js'
import { createIdSource } from './resource/new-id.js'
import type { Id, Instant } from './resource/resource.js'
import type { ResourceType } from './schema/resource-type.js'
import { type Publication, publishedResources } from './storage/published-resources.js'
import type { Link, ResourceStore, Show, StoredResource } from './storage/resource-store.js'

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
}

/** The operations of RFC 7644 §3 over resource types and a store. HTTP is one way to call them; an app's own code another. */
export interface Operations {
  readonly resourceTypes: readonly ResourceType[]
  readonly manner: Manner
  readonly keepsPasswords: boolean
  /** The resource as this write leaves it, without what others compute: groups. So do `replace` and `modify`. */
  create(type: ResourceType, body: unknown): Promise<StoredResource>
  /** @throws ScimError 404 */
  retrieve(type: ResourceType, id: Id, shape: AnswerShape): Promise<Answer>
  /** As `retrieve`, undefined instead of 404. */
  find(type: ResourceType, id: Id, shape: AnswerShape): Promise<Answer | undefined>
  query(type: ResourceType, parameters: QueryParameters, show: Show): Promise<QueryResult>
  /** All links of a resource: a group's members. */
  links(type: ResourceType, id: Id): Promise<readonly Link[]>
  replace(type: ResourceType, id: Id, body: unknown, ifMatch?: string): Promise<StoredResource>
  modify(type: ResourceType, id: Id, body: unknown, ifMatch?: string): Promise<StoredResource>
  remove(type: ResourceType, id: Id, ifMatch?: string): Promise<void>
}

/** Binds the operations to their surroundings. Cheap: one is made for each request. */
export function bindOperations(options: ServiceProviderOptions): Operations {
  const context = contextOf(options)
  const publications = new Map((options.published ?? []).map((each) => [each.type, each]))
  const sourceOf = (type: ResourceType) => {
    const publication = publications.get(type)
    return publication ? publishedResources(publication) : context.store
  }
  return {
    resourceTypes: [...options.resourceTypes, ...publications.keys()],
    manner: context.manner,
    keepsPasswords: context.hashPassword !== undefined,
    create: (type, body) => create(context, type, body),
    retrieve: (type, id, shape) => requireAnswer(sourceOf(type), type, id, shape),
    find: (type, id, shape) => readAnswer(sourceOf(type), type, id, shape),
    query: (type, parameters, show) => query(context, sourceOf(type), type, parameters, show),
    links: (type, id) => readLinks(sourceOf(type), id),
    replace: (type, id, body, ifMatch) => replace(context, type, id, body, ifMatch),
    modify: (type, id, body, ifMatch) => modify(context, type, id, body, ifMatch),
    remove: (type, id, ifMatch) => remove(context, type, id, ifMatch),
  }
}

function contextOf(options: ServiceProviderOptions): OperationContext {
  const now = options.now ?? Date.now
  return {
    store: options.store,
    manner: options.manner ?? compatibleManner,
    now,
    newId: options.newId ?? createIdSource(now),
    hashPassword: options.hashPassword,
    assignments: options.assignments ?? anyAssignment,
  }
}
