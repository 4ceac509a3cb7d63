import type { Id } from '../resource/resource.js'
import { shorten } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { notFound } from '../scim-error.js'
import type { ResourceSource } from '../storage/published-resources.js'
import type { Link, Page, Show, StoredResource } from '../storage/resource-store.js'
import { nextTurn } from './next-turn.js'
import type { Targets } from './read-targets.js'

/** What of a resource an answer shows. */
export interface AnswerShape extends Show {
  /** Whether the values of the links (a group's members) are read. */
  readonly links: boolean
}

/** The links of a resource, a group's members, in the order of their ids. */
export interface AnswerLinks {
  /** All of them, or the first thousand; undefined when not asked for or when the type has none. */
  readonly links: readonly Link[] | undefined
  /**
   * Where there are more, the pages after those, to be read once. Each is true when it is read, and goes on after the last id
   * of the one before: whoever is a member all the while is told once, and whoever comes or goes meanwhile may be told or not.
   * They fail where the owner is deleted before the last of them is read.
   */
  readonly furtherLinks?: AsyncIterable<readonly Link[]>
}

/** A resource as it was read for an answer. */
export interface Answer extends AnswerLinks {
  readonly stored: StoredResource
  /** What its references lead to; absent when not asked for. */
  readonly targets?: Targets
}

/** Reads a resource for an answer, or undefined. The version is the one that its first links were read with, in one moment. */
export async function readAnswer(
  store: ResourceSource,
  type: ResourceType,
  id: Id,
  shape: AnswerShape,
): Promise<Answer | undefined> {
  // No resource has an id that no storage can hold.
  if (findTextFlaw(id) !== undefined) return undefined
  const { grants, groups } = shape
  const showsLinks = type.keptApart.links !== undefined && shape.links
  const show = showsLinks ? { grants, groups, firstLinks: linksAPage } : { grants, groups }
  const stored = await store.get(type, id, show)
  if (!stored) return undefined
  if (!showsLinks) return { stored, links: undefined }
  return {
    stored,
    ...(stored.firstLinks ? linksFrom(store, type, id, stored.firstLinks) : await readLinks(store, type, id)),
  }
}

/** As `readAnswer`. @throws ScimError 404 */
export async function requireAnswer(
  store: ResourceSource,
  type: ResourceType,
  id: Id,
  shape: AnswerShape,
): Promise<Answer> {
  const answer = await readAnswer(store, type, id, shape)
  if (!answer) throw unknownResource(type, id)
  return answer
}

/** The links of an owner that is read already. */
export async function readLinks(store: ResourceSource, type: ResourceType, owner: Id): Promise<AnswerLinks> {
  return linksFrom(store, type, owner, await store.links(owner, { count: linksAPage }))
}

function linksFrom(store: ResourceSource, type: ResourceType, owner: Id, { items, next }: Page<Link>): AnswerLinks {
  return next ? { links: items, furtherLinks: readFurther(store, type, owner, next.id) } : { links: items }
}

/** By keyset, so that nothing is held open between two pages; others are served there. @throws ScimError 404 */
async function* readFurther(
  store: ResourceSource,
  type: ResourceType,
  owner: Id,
  last: Id,
): AsyncGenerator<readonly Link[]> {
  for (let after: Id | undefined = last; after !== undefined; ) {
    await nextTurn()
    const page: Page<Link> = await store.links(owner, { count: linksAPage, after })
    if (page.next === undefined) await assertThere(store, type, owner)
    yield page.items
    after = page.next?.id
  }
}

const linksAPage = 1000

/** Who was deleted meanwhile has no links either: an answer that ended with that would look whole. @throws ScimError 404 */
async function assertThere(store: ResourceSource, type: ResourceType, owner: Id): Promise<void> {
  if (!(await store.get(type, owner, { grants: false, groups: false }))) throw unknownResource(type, owner)
}

/** The one sentence for what does not exist and for what is another tenant's (D-43). */
export function unknownResource(type: ResourceType, id: Id) {
  return notFound(`${type.name} '${shorten(id)}' does not exist.`)
}
