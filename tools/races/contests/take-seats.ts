import type { ResourceStore } from '@rollcall/scim'
import { LimitReached } from '@rollcall/scim/storage'
import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'

const seats = 10

/**
 * Forty take one of ten seats, through two database handles, while some of those who sit give theirs up. At the storage port,
 * since HTTP reaches no counter of a caller's own.
 */
export async function takeSeats({ stores, reader, tenant, write }: Arena, random: Random): Promise<readonly string[]> {
  await write([
    {
      sql: 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 3, ?)',
      parameters: [tenant, 'seats', BigInt(seats)],
      expect: 1,
    },
  ])
  const deltas = random.shuffled([...Array.from({ length: 40 }, () => 1), -1, -1, -1])
  const outcomes = await Promise.all(
    deltas.map(async (delta, n) => {
      const store = stores[n % stores.length]
      return { delta, outcome: store ? await count(store, `seats-${n}`, delta) : 'no store' }
    }),
  )
  const [row] = await reader.read<{ readonly used: bigint }>({
    sql: 'SELECT c.used FROM counters c WHERE c.tenant_id = ? AND c.name = ?',
    parameters: [tenant, 'seats'],
  })
  const taken = outcomes.filter(({ delta, outcome }) => delta > 0 && outcome === 'done').length
  const others = outcomes.filter(({ outcome }) => outcome !== 'done' && outcome !== 'full')
  const freed = outcomes.filter(({ delta, outcome }) => delta < 0 && outcome === 'done').length
  return [
    ...faultUnless(others.length === 0, () => `some ended with ${JSON.stringify(others)}`),
    ...faultUnless(freed === 3, () => `${freed} of 3 could give their seat up`),
    ...faultUnless(Number(row?.used) === taken, () => `${taken} sit on the seats of 3, and ${row?.used} are counted`),
    ...faultUnless(taken <= seats, () => `${taken} of ${seats} seats were taken`),
    ...faultUnless(taken >= seats - 3, () => `only ${taken} of ${seats} seats were taken`),
  ]
}

async function count(store: ResourceStore, writeSet: string, delta: number): Promise<string> {
  try {
    await store.transaction({ now: Date.now(), writeSet }, async (draft) => draft.count('seats', delta))
    return 'done'
  } catch (error) {
    return error instanceof LimitReached ? 'full' : String(error)
  }
}
