import { sql } from '../sql-text.js'
import type { WriteSetDraft } from './write-set.js'

/** Changes counters in order of their names: a caller's own within their bounds, then how many resources there are. */
export function addCounts(set: WriteSetDraft): void {
  for (const [name, delta] of [...set.staged.counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (delta > 0) addCount(set, { name, slot: 0, delta }, true)
    if (delta < 0) addFall(set, name, delta)
  }
  for (const count of totalsOf(set)) addCount(set, count, false)
}

interface Count {
  readonly name: string
  readonly slot: number
  readonly delta: number
}

/** What falls may fall, even where the bound has been lowered below it meanwhile; seats may have been taken away with their count. */
function addFall(set: WriteSetDraft, name: string, delta: number): void {
  set.add(sql`
    UPDATE counters SET used = used + ${BigInt(delta)} WHERE tenant_id = ${set.tenant} AND name = ${name} AND slot = 0`)
}

/** A total may fall too. */
function addCount(set: WriteSetDraft, { name, slot, delta }: Count, isBounded: boolean): void {
  set.add(
    sql`INSERT INTO counters (tenant_id, name, slot, used, bound)
      VALUES (${set.tenant}, ${name}, ${BigInt(slot)}, ${BigInt(delta)}, ${null})
      ON CONFLICT (tenant_id, name, slot) DO UPDATE SET used = counters.used + excluded.used
      WHERE excluded.used <= 0 OR counters.bound IS NULL OR counters.used + excluded.used <= counters.bound`,
    isBounded ? { expect: 1, miss: { kind: 'limitReached', counter: name } } : {},
  )
}

function totalsOf(set: WriteSetDraft): readonly Count[] {
  const totals = new Map<string, Count>()
  for (const { id, kind, type } of set.resources) {
    if (kind === 'existing' || !type) continue
    const name = totalName(type.name)
    const slot = slotOf(id)
    const key = JSON.stringify([name, slot])
    const delta = (totals.get(key)?.delta ?? 0) + (kind === 'created' ? 1 : -1)
    totals.set(key, { name, slot, delta })
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
}

/** The counter of a type's resources. */
export function totalName(type: string): string {
  return `total/${type}`
}

/** Sixteen rows share a total, so that writers seldom meet in one. */
function slotOf(id: string): number {
  let sum = 0
  for (const character of id) sum += character.charCodeAt(0)
  return sum % 16
}
