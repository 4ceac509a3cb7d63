import type { Id, JsonObject } from '@rollcall/scim'
import { listOf, literal, type SqlText, sql } from '../sql-text.js'
import { movesDocument, type StagedGrant, type StagedResource } from '../storage/staged.js'
import { removedIds } from './resource-statements.js'
import type { WriteSetDraft } from './write-set.js'

/** Writes a change record for each resource that the set creates, changes or removes. */
export function addRecords(set: WriteSetDraft, edges: ReadonlyMap<Id, readonly number[]>): void {
  let n = 0
  for (const resource of set.resources) {
    const own = edges.get(resource.id) ?? []
    if (!movesDocument(resource) && own.length === 0) continue
    const isConditional = !movesDocument(resource) && set.staged.scanned.has(resource.id)
    set.add(recordOf(set, resource, n++), isConditional ? { onlyIf: own } : {})
  }
}

/** The row has moved by now: its version is the one that the change made. */
function recordOf(set: WriteSetDraft, resource: StagedResource, n: number): SqlText {
  const { id } = resource
  return sql`
    INSERT INTO change_records (tenant_id, write_set_id, n, seq, type, resource_id, action, version, owners, changes,
      connection_id, request_id, recorded)
    SELECT ${set.tenant}, ${set.writeSet}, ${BigInt(n)},
      ${nextSeq(set)},
      r.type, r.id, ${actionOf(resource)}, r.version, ${ownersOf(set, resource)},
      ${JSON.stringify(changesOf(set, resource))}, ${set.connection === '' ? null : set.connection}, ${set.request},
      ${BigInt(set.now)}
    FROM resources r WHERE r.tenant_id = ${set.tenant} AND r.id = ${id}`
}

/** A count in every write would make the writers of a tenant wait for each other: where there are several, it comes later. */
function nextSeq({ dialect, tenant }: WriteSetDraft): SqlText {
  if (!dialect.numbersRecords) return literal('NULL')
  return sql`(SELECT coalesce(max(c.seq), 0) + 1 FROM change_records c WHERE c.tenant_id = ${tenant})`
}

function actionOf({ kind }: StagedResource): 'create' | 'put' | 'remove' {
  switch (kind) {
    case 'created':
      return 'create'
    case 'existing':
      return 'put'
    case 'removed':
      return 'remove'
  }
}

/** Of a removal: those that stay and lose a link. */
function ownersOf(set: WriteSetDraft, { kind, id }: StagedResource): SqlText {
  if (kind !== 'removed') return literal("''")
  return sql`coalesce((SELECT string_agg(e.owner_id, ' ' ORDER BY e.owner_id) FROM edges e
    WHERE e.tenant_id = ${set.tenant} AND e.member_id = ${id} AND e.owner_id NOT IN ${listOf(removedIds(set))}), '')`
}

/** What was staged, in the words of the port; never a password or its hash. */
function changesOf(set: WriteSetDraft, resource: StagedResource): JsonObject {
  const links = [...resource.links]
  const grants = [...resource.grants.values()]
  return {
    ...attributesOf(set, resource),
    ...listed(
      'linked',
      links.flatMap(([id, link]) => (link.kind === 'link' ? [id] : [])),
    ),
    ...listed(
      'unlinked',
      links.flatMap(([id, link]) => (link.kind === 'unlink' ? [id] : [])),
    ),
    ...listed('granted', grantsOf(grants, 'grant')),
    ...listed('revoked', grantsOf(grants, 'revoke')),
    ...(resource.password ? { password: resource.password.hash === undefined ? 'removed' : 'set' } : {}),
  }
}

function listed(name: string, values: readonly (string | JsonObject)[]): JsonObject {
  return values.length === 0 ? {} : { [name]: values }
}

function grantsOf(grants: readonly StagedGrant[], kind: StagedGrant['kind']): readonly JsonObject[] {
  return grants
    .filter((staged) => staged.kind === kind)
    .map(({ grant }) => ({
      kind: grant.kind,
      value: grant.value,
      ...(grant.type === undefined ? {} : { type: grant.type }),
    }))
}

/** What the changed attributes of the document were, and what they are; nothing where none is another. */
function attributesOf(set: WriteSetDraft, resource: StagedResource): JsonObject {
  const { names, before, after } = set.changeOf(resource)
  return names.size === 0 ? {} : { before, after }
}
