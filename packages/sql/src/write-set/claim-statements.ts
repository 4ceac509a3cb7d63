import type { Id } from '@rollcall/scim'
import { type Claim, uniqueClaimsOf } from '../index-rows/unique-claims.js'
import { sql } from '../sql-text.js'
import type { StagedResource } from '../storage/staged.js'
import type { WriteSetDraft } from './write-set.js'

/** Frees the unique values that documents give up, then claims those they take: two resources may swap theirs. */
export function addClaims(set: WriteSetDraft): void {
  const changes = set.resources.map((resource) => claimChangeOf(set, resource))
  for (const { id, freed } of changes) for (const claim of freed) addFreed(set, id, claim)
  for (const { id, taken } of changes) for (const claim of taken) addTaken(set, id, claim)
}

interface ClaimChange {
  readonly id: Id
  readonly freed: readonly Claim[]
  readonly taken: readonly Claim[]
}

/** The move of the resource has proved that the document is still the one that was read. */
function claimChangeOf(set: WriteSetDraft, resource: StagedResource): ClaimChange {
  const { id, kind, type, written } = resource
  // Of what is removed, all goes at once.
  if (kind === 'removed' || !type || !written) return { id, freed: [], taken: [] }
  const change = set.changeOf(resource)
  const [before, after] = [uniqueClaimsOf(type, change.before), uniqueClaimsOf(type, change.after)]
  return { id, freed: difference(before, after), taken: difference(after, before) }
}

function addFreed(set: WriteSetDraft, id: Id, claim: Claim): void {
  set.add(sql`
    DELETE FROM unique_values WHERE tenant_id = ${set.tenant} AND schema_id = ${claim.schema}
      AND attribute = ${claim.attribute} AND value_key = ${claim.key} AND resource_id = ${id}`)
}

function addTaken(set: WriteSetDraft, id: Id, claim: Claim): void {
  set.add(
    sql`INSERT INTO unique_values (tenant_id, schema_id, attribute, value_key, resource_id)
      VALUES (${set.tenant}, ${claim.schema}, ${claim.attribute}, ${claim.key}, ${id})
      ON CONFLICT DO NOTHING`,
    { expect: 1, miss: { kind: 'claimTaken', ...claim, by: id } },
  )
}

type Claims = ReadonlyMap<string, Claim>

function difference(claims: Claims, others: Claims): readonly Claim[] {
  return [...claims].filter(([key]) => !others.has(key)).map(([, claim]) => claim)
}
