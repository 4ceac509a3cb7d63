import { seatCounter } from '@rollcall/scim/storage'
import { chunksOf, listOf, literal, sql } from '../sql-text.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * What is taken back was counted by the seats that the catalogue had. Whoever gives a value seats counts its holders: not while
 * somebody stops being one; and who was about to, and did not know of the seats, must look again.
 */
export function addSeatGuard(set: WriteSetDraft): void {
  const counters = new Set(set.resources.flatMap((each) => freedCounters(set, each)))
  if (counters.size === 0) return
  const { tenant, dialect } = set
  if (dialect.shareLock !== '') {
    set.add(sql`SELECT t.tenant_id FROM tenants t WHERE t.tenant_id = ${tenant}${literal(dialect.shareLock)}`)
  }
  const uncounted = [...counters].filter((counter) => !set.seatCounters.has(counter)).sort()
  for (const names of chunksOf(uncounted)) {
    set.add(sql`SELECT c.name FROM counters c WHERE c.tenant_id = ${tenant} AND c.name IN ${listOf(names)}`, {
      expect: 0,
      miss: { kind: 'configurationMoved' },
    })
  }
}

/** What a user held and may hold no more: what is revoked, and all that goes with the user. */
function freedCounters(
  set: WriteSetDraft,
  { id, kind, grants }: WriteSetDraft['resources'][number],
): readonly string[] {
  const held = kind === 'removed' ? (set.staged.reads.get(id)?.stored.grants ?? []) : []
  return [...[...grants.values()].map(({ grant }) => grant), ...held].map(seatCounter)
}
