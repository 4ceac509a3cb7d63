import type { Id, ResourceType } from '@rollcall/scim'
import type { Draft, Grant, Link, StoredResource } from '@rollcall/scim/storage'
import type { SqlDatabase } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { documentOf } from './document-of.js'
import { readKeptAnswer } from './read-kept-answer.js'
import { readKinds, readLinked, scanAllLinks } from './read-links.js'
import { readResources, type Viewer } from './read-resources.js'
import { displayOf, grantKeyOf, type Staged, type StagedResource, stagedOn, writtenOf } from './staged.js'

/** A draft over the database as it is now: what it reads is remembered in `staged`, and so is what it stages. */
export function createSqlDraft(database: SqlDatabase, viewer: Viewer, now: number, staged: Staged): Draft {
  const { tenant } = viewer
  return {
    get: (type, id, guard) => getStaged(database, viewer, { now, staged }, { type, id, guard }),
    typesOf: async (ids) => typesWith(await readKinds(database, tenant, ids), ids, staged),
    async linked(owner, ids) {
      staged.linksRead.add(owner)
      return linkedWith(await readLinked(database, tenant, owner, ids), ids, staged, owner)
    },
    scanLinks: (owner) => scanStaged(database, tenant, owner, staged),
    kept: async (key) => staged.answers.get(key) ?? readKeptAnswer(database, viewer, key, now),
    ...stagingOf(staged),
  }
}

type Staging = Omit<Draft, 'get' | 'typesOf' | 'linked' | 'scanLinks' | 'kept'>

function stagingOf(staged: Staged): Staging {
  const existing = (id: Id) => requireStaged(staged, id)
  return {
    create: (type, resource) =>
      void Object.assign(stagedOn(staged, resource.id), { kind: 'created', type, written: writtenOf(resource) }),
    put(type, resource) {
      const known = staged.resources.get(resource.id)
      if (!staged.reads.has(resource.id) && known?.kind !== 'created') {
        throw new Error(`a put of '${resource.id}', which was not read`)
      }
      Object.assign(existing(resource.id), { type, written: writtenOf(resource) })
    },
    remove: (type, id) => stageRemoval(staged, type, id),
    link: (owner, link) => stageLink(existing(owner), link),
    unlink: (owner, id) => stageUnlink(existing(owner), id),
    grant: (user, grant) => void existing(user).grants.set(grantKeyOf(grant), { kind: 'grant', grant: { ...grant } }),
    revoke: (user, grant) => void existing(user).grants.set(grantKeyOf(grant), { kind: 'revoke', grant: { ...grant } }),
    setPassword: (user, hash) => void Object.assign(existing(user), { password: { hash } }),
    count: (counter, delta) => void staged.counts.set(counter, (staged.counts.get(counter) ?? 0) + delta),
    keep: (key, answer) => void staged.answers.set(key, { ...answer }),
  }
}

function requireStaged(staged: Staged, id: Id): StagedResource {
  const resource = stagedOn(staged, id)
  if (resource.kind === 'removed') throw new Error(`'${id}' is removed in this draft: nothing more can be staged on it`)
  return resource
}

/** What is created and removed in one draft leaves nothing; links staged to it go with it. */
function stageRemoval(staged: Staged, type: ResourceType, id: Id): void {
  for (const owner of staged.resources.values()) if (owner.links.get(id)?.kind === 'link') owner.links.delete(id)
  if (staged.resources.get(id)?.kind === 'created') {
    staged.resources.delete(id)
    return
  }
  staged.resources.delete(id)
  Object.assign(stagedOn(staged, id), { kind: 'removed', type })
}

function stageLink(owner: StagedResource, { value, type }: { readonly value: Id; readonly type: string }): void {
  if (owner.links.get(value)?.kind === 'unlink') owner.links.delete(value)
  else owner.links.set(value, { kind: 'link', type })
}

function stageUnlink(owner: StagedResource, id: Id): void {
  if (owner.links.get(id)?.kind === 'link') owner.links.delete(id)
  else owner.links.set(id, { kind: 'unlink' })
}

interface Progress {
  readonly now: number
  readonly staged: Staged
}

async function getStaged(
  database: SqlDatabase,
  viewer: Viewer,
  { now, staged }: Progress,
  { type, id, guard }: { readonly type: ResourceType; readonly id: Id; readonly guard: 'document' | 'version' },
): Promise<StoredResource | undefined> {
  const ahead = staged.resources.get(id)
  if (ahead?.kind === 'removed') return undefined
  if (ahead?.kind === 'created') {
    return ahead.type?.name === type.name
      ? withStaged(database, viewer, createdStored(ahead, type, now), ahead)
      : undefined
  }
  const stored = await readOnce(database, viewer, staged, { type, id })
  if (!stored) return undefined
  if (guard === 'version') stored.guardsVersion = true
  return ahead ? withStaged(database, viewer, stored.stored, ahead) : stored.stored
}

/** What was read once stays as it was read: the write set's preconditions are about that. */
async function readOnce(
  database: SqlDatabase,
  viewer: Viewer,
  staged: Staged,
  { type, id }: { readonly type: ResourceType; readonly id: Id },
) {
  const known = staged.reads.get(id)
  if (known) return known.type.name === type.name ? known : undefined
  const beside = { grants: true, groupsOf: [] }
  const stored = (await database.snapshot((reader) => readResources(reader, viewer, [id], beside))).get(id)
  if (stored?.type !== type.name) return undefined
  const read = { stored, document: documentOf(stored.text), type, guardsVersion: false }
  staged.reads.set(id, read)
  return read
}

function createdStored({ id }: StagedResource, type: ResourceType, now: number): StoredResource {
  const times = { created: now, lastModified: now }
  const empty = { text: '{}', externalId: undefined, grants: [], groups: undefined }
  return { type: type.name, id, version: 1, documentVersion: 1, ...times, ...empty }
}

async function withStaged(
  database: SqlDatabase,
  { tenant }: Viewer,
  stored: StoredResource,
  { written, grants }: StagedResource,
): Promise<StoredResource> {
  const held = new Map((stored.grants ?? []).map((grant) => [grantKeyOf(grant), grant]))
  for (const [key, change] of grants) {
    if (change.kind === 'revoke') held.delete(key)
    else held.set(key, { ...change.grant, display: await displayOfGrant(database, tenant, change.grant) })
  }
  const sorted = [...held.values()].sort((a, b) => compareKeys(a, b))
  const contents = written ? { text: written.text, externalId: written.externalId } : {}
  return { ...stored, ...contents, grants: sorted }
}

/** Kind, type, value: grants are few, and their keys are compared as the database compares them. */
function compareKeys(a: Grant, b: Grant): number {
  return (
    Buffer.compare(Buffer.from(a.kind), Buffer.from(b.kind)) ||
    Buffer.compare(Buffer.from(a.type ?? ''), Buffer.from(b.type ?? '')) ||
    Buffer.compare(Buffer.from(a.value), Buffer.from(b.value))
  )
}

async function displayOfGrant(database: SqlDatabase, tenant: string, grant: Grant): Promise<string | undefined> {
  const [row] = await database.read<{ readonly display: string }>(sql`
    SELECT v.display FROM entitlement_values v
    WHERE v.tenant_id = ${tenant} AND v.kind = ${grant.kind} AND v.type = ${grant.type ?? ''} AND v.value = ${grant.value}`)
  return row?.display ?? grant.display
}

function typesWith(
  kinds: ReadonlyMap<Id, Omit<Link, 'value'>>,
  ids: readonly Id[],
  staged: Staged,
): ReadonlyMap<Id, string> {
  const types = new Map([...kinds].map(([id, { type }]) => [id, type]))
  for (const id of ids) {
    const ahead = staged.resources.get(id)
    if (ahead?.kind === 'removed') types.delete(id)
    if (ahead?.kind === 'created' && ahead.type) types.set(id, ahead.type.name)
  }
  return types
}

function linkedWith(linked: ReadonlySet<Id>, ids: readonly Id[], { resources }: Staged, owner: Id): ReadonlySet<Id> {
  const now = new Set(linked)
  const links = resources.get(owner)?.links
  for (const id of ids) {
    const ahead = links?.get(id)
    if (ahead?.kind === 'link') now.add(id)
    if (ahead?.kind === 'unlink' || [owner, id].some((end) => resources.get(end)?.kind === 'removed')) now.delete(id)
  }
  return now
}

/** The stored links in keyset pages, with the staged ones in their places. */
async function* scanStaged(database: SqlDatabase, tenant: string, owner: Id, staged: Staged): AsyncIterable<Link> {
  staged.scanned.add(owner)
  staged.linksRead.add(owner)
  const ahead = new Map(staged.resources.get(owner)?.links)
  const added = await stagedLinks(database, tenant, ahead, staged)
  for await (const link of scanAllLinks(database, tenant, owner)) {
    while (added[0] && added[0].value < link.value) yield* added.splice(0, 1)
    const isRemoved = [owner, link.value].some((end) => staged.resources.get(end)?.kind === 'removed')
    if (ahead.get(link.value)?.kind !== 'unlink' && !isRemoved) yield link
  }
  yield* added
}

async function stagedLinks(
  database: SqlDatabase,
  tenant: string,
  links: StagedResource['links'],
  staged: Staged,
): Promise<Link[]> {
  const ids = [...links].flatMap(([id, link]) => (link.kind === 'link' ? [id] : [])).sort()
  const kinds = await readKinds(database, tenant, ids)
  return ids.flatMap((value) => {
    const link = links.get(value)
    if (link?.kind !== 'link') return []
    const written = staged.resources.get(value)?.written
    const display = written ? displayOf(written.document) : kinds.get(value)?.display
    return [{ value, type: link.type, display }]
  })
}
