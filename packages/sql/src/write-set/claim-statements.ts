import { type Claim, uniqueClaimsOf } from '../index-rows/unique-claims.js'
import { sql } from '../sql-text.js'
import type { StagedResource } from '../storage/staged.js'
import { documentOf } from './documents.js'
import type { WriteSetDraft } from './write-set.js'

/** Frees the unique values that documents give up, then claims those they take: two resources may swap theirs. */
export function addClaims(set: WriteSetDraft): void {
  for (const resource of set.resources) {
    for (const claim of difference(claimsBefore(set, resource), claimsAfter(resource))) {
      set.add(sql`
        DELETE FROM unique_values WHERE tenant_id = ${set.tenant} AND schema_id = ${claim.schema}
          AND attribute = ${claim.attribute} AND value_key = ${claim.key} AND resource_id = ${resource.id}`)
    }
  }
  for (const resource of set.resources) {
    for (const claim of difference(claimsAfter(resource), claimsBefore(set, resource))) {
      set.add(
        sql`INSERT INTO unique_values (tenant_id, schema_id, attribute, value_key, resource_id)
          VALUES (${set.tenant}, ${claim.schema}, ${claim.attribute}, ${claim.key}, ${resource.id})
          ON CONFLICT DO NOTHING`,
        { expect: 1, miss: { kind: 'claimTaken', ...claim, by: resource.id } },
      )
    }
  }
}

type Claims = ReadonlyMap<string, Claim>

const none: Claims = new Map()

/** The move of the resource has proved that the document is still the one that was read. */
function claimsBefore(set: WriteSetDraft, { id, kind, written }: StagedResource): Claims {
  const read = set.staged.reads.get(id)
  return kind === 'existing' && written && read ? uniqueClaimsOf(read.type, documentOf(read.stored.text)) : none
}

function claimsAfter({ kind, type, written }: StagedResource): Claims {
  return kind !== 'removed' && type && written ? uniqueClaimsOf(type, documentOf(written.text)) : none
}

function difference(claims: Claims, others: Claims): readonly Claim[] {
  return [...claims].filter(([key]) => !others.has(key)).map(([, claim]) => claim)
}
