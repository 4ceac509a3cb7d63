import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { notFound } from '../scim-error.js'
import type { ResourceSource } from '../storage/published-resources.js'
import type { Link, Show, StoredResource } from '../storage/resource-store.js'
import type { Targets } from './read-targets.js'

/** What of a resource an answer shows. */
export interface AnswerShape extends Show {
  /** Whether the values of the links (a group's members) are read. */
  readonly links: boolean
}

/** A resource as it was read for an answer. */
export interface Answer {
  readonly stored: StoredResource
  /** Undefined when not asked for, or when the type has none. */
  readonly links: readonly Link[] | undefined
  /** What its references lead to; absent when not asked for. */
  readonly targets?: Targets
}

/** Reads a resource for an answer, or undefined. The version is the one that the links were read with. */
export async function readAnswer(
  store: ResourceSource,
  type: ResourceType,
  id: Id,
  shape: AnswerShape,
): Promise<Answer | undefined> {
  // No resource has an id that no storage can hold.
  if (findTextFlaw(id) !== undefined) return undefined
  for (let attempt = 1; ; attempt++) {
    const stored = await store.get(type, id, shape)
    if (!stored) return undefined
    if (type.keptApart.links === undefined || !shape.links) return { stored, links: undefined }
    const links = await readLinks(store, id)
    const after = await store.get(type, id, { grants: false, groups: false })
    // A group that changes faster than its members can be read is answered as it was read: each page was true then.
    if (after?.version === stored.version || attempt === 3) return { stored, links }
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

/** All links of an owner, read in keyset pages, so that others are served between them. */
export async function readLinks(store: ResourceSource, owner: Id): Promise<readonly Link[]> {
  const links: Link[] = []
  for (let after: Id | undefined; ; ) {
    const page = await store.links(owner, { count: 1000, ...(after === undefined ? {} : { after }) })
    links.push(...page.items)
    if (!page.next) return links
    after = page.next.id
  }
}

/** The one sentence for what does not exist and for what is another tenant's (D-43). */
export function unknownResource(type: ResourceType, id: Id) {
  return notFound(`${type.name} '${id}' does not exist.`)
}
