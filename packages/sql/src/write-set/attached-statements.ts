import { foldCase } from '../index-rows/fold-text.js'
import { cutText } from '../index-rows/index-value.js'
import { sql } from '../sql-text.js'
import type { StagedGrant, StagedResource } from '../storage/staged.js'
import type { WriteSetDraft } from './write-set.js'

/** What hangs on a resource: its external id, its grants, its password. */
export function addAttachments(set: WriteSetDraft, resource: StagedResource): void {
  if (resource.kind === 'removed') return
  addExternalId(set, resource)
  for (const [, grant] of [...resource.grants].sort(([a], [b]) => (a < b ? -1 : 1))) addGrant(set, resource.id, grant)
  addPassword(set, resource)
}

/** As the actor's connection knows the resource (D-53). */
function addExternalId(set: WriteSetDraft, { id, written }: StagedResource): void {
  if (!written) return
  const before = set.staged.reads.get(id)?.stored.externalId
  const after = written.externalId
  if (before === after) return
  if (after === undefined) {
    set.add(sql`
      DELETE FROM external_ids
      WHERE tenant_id = ${set.tenant} AND resource_id = ${id} AND connection_id = ${set.connection}`)
    return
  }
  set.add(sql`
    INSERT INTO external_ids (tenant_id, resource_id, connection_id, value, value_key)
    VALUES (${set.tenant}, ${id}, ${set.connection}, ${after}, ${cutText(after).text})
    ON CONFLICT (tenant_id, resource_id, connection_id)
    DO UPDATE SET value = excluded.value, value_key = excluded.value_key`)
}

function addGrant(set: WriteSetDraft, user: string, staged: StagedGrant): void {
  const { kind, value } = staged.grant
  const type = staged.grant.type ?? ''
  if (staged.kind === 'revoke') {
    set.add(sql`
      DELETE FROM grants WHERE tenant_id = ${set.tenant} AND user_id = ${user}
        AND kind = ${kind} AND type = ${type} AND value = ${value}`)
    return
  }
  const { display, primary } = staged.grant
  const isPrimary = primary === undefined ? null : primary ? 1n : 0n
  set.add(sql`
    INSERT INTO grants (tenant_id, user_id, kind, type, value, display, is_primary, connection_id, source, created,
      type_key, value_key)
    VALUES (${set.tenant}, ${user}, ${kind}, ${type}, ${value}, ${display ?? null}, ${isPrimary}, ${set.connection},
      'direct', ${BigInt(set.now)}, ${foldCase(type)}, ${foldCase(value)})
    ON CONFLICT (tenant_id, user_id, kind, type, value)
    DO UPDATE SET display = excluded.display, is_primary = excluded.is_primary`)
}

function addPassword(set: WriteSetDraft, { id, password }: StagedResource): void {
  if (!password) return
  if (password.hash === undefined) {
    set.add(sql`DELETE FROM passwords WHERE tenant_id = ${set.tenant} AND user_id = ${id}`)
    return
  }
  set.add(sql`
    INSERT INTO passwords (tenant_id, user_id, hash) VALUES (${set.tenant}, ${id}, ${password.hash})
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = excluded.hash`)
}
