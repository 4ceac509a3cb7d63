import type { Id } from '../resource/resource.js'
import { shorten } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { notFound, type ScimError, tooMany } from '../scim-error.js'
import type { ResourceSource } from '../storage/published-resources.js'
import type { Link, Page, Show, StoredResource } from '../storage/resource-store.js'
import type { Targets } from './read-targets.js'

/** What of a resource an answer shows. */
export interface AnswerShape extends Show {
  /** Whether the values of the links (a group's members) are read. */
  readonly links: boolean
}

/** A resource as it was read for an answer. */
export interface Answer {
  readonly stored: StoredResource
  /** Undefined when not asked for, when the type has none, or when there are more than an answer holds. */
  readonly links: readonly Link[] | undefined
  /** What its references lead to; absent when not asked for. */
  readonly targets?: Targets
}

/**
 * Reads a resource for an answer, or undefined. The version is the one that its first links were read with, in one moment; of a
 * thousand and more each further page is true when it is read. More links than an answer holds are left out: this is also how
 * a write is answered, which is done by then and not refused.
 */
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
  return { stored, links: showsLinks ? await readLinks(store, id, mostLinks, stored.firstLinks) : undefined }
}

/** As `readAnswer`. @throws ScimError 404 · tooMany for more links than an answer holds */
export async function requireAnswer(
  store: ResourceSource,
  type: ResourceType,
  id: Id,
  shape: AnswerShape,
): Promise<Answer> {
  const answer = await readAnswer(store, type, id, shape)
  if (!answer) throw unknownResource(type, id)
  if (shape.links && type.keptApart.links !== undefined && !answer.links) throw tooManyLinks(type)
  return answer
}

/**
 * The most links of one answer, of a resource or of all those on a page: an answer is held in memory while it is sent. It is
 * twice what a client can write by one request.
 */
export const mostLinks = 200_000

/** The sentence for an answer that would hold more. */
export function tooManyLinks({ keptApart: { links } }: ResourceType): ScimError {
  return tooMany(
    `The answer would have more than ${mostLinks} ${links}; ask for fewer resources, or leave them out with 'excludedAttributes=${links}'.`,
  )
}

/**
 * All links of an owner, read in keyset pages, so that others are served between them; undefined where there are more than
 * `most`, of which no more are read then. `first`: what is read already.
 */
export async function readLinks(
  store: ResourceSource,
  owner: Id,
  most: number,
  first?: Page<Link>,
): Promise<readonly Link[] | undefined> {
  const links: Link[] = []
  for (let page = first ?? (await store.links(owner, { count: linksAPage })); ; ) {
    if (links.length + page.items.length > most) return undefined
    links.push(...page.items)
    if (!page.next) return links
    page = await store.links(owner, { count: linksAPage, after: page.next.id })
  }
}

const linksAPage = 1000

/** The one sentence for what does not exist and for what is another tenant's (D-43). */
export function unknownResource(type: ResourceType, id: Id) {
  return notFound(`${type.name} '${shorten(id)}' does not exist.`)
}
