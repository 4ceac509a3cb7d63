import { LimitReached } from '@rollcall/scim/storage'
import type { ImportSession } from './import-session.js'

/** The seats that a dry run would have taken, and given back, by now. */
export interface RehearsedSeats {
  /** Takes what lines would, all of it or nothing. @throws LimitReached where there are not enough */
  take(session: ImportSession, counts: ReadonlyMap<string, number>): Promise<void>
}

/** None taken yet. */
export function createRehearsedSeats(): RehearsedSeats {
  const taken = new Map<string, number>()
  return {
    async take(session, counts) {
      const free = new Map<string, number>()
      for (const [counter, delta] of counts) if (delta > 0) free.set(counter, await readFree(session, counter))
      // From here to the end nobody else has a turn: no seat is given to two.
      for (const [counter, seats] of free) {
        if ((taken.get(counter) ?? 0) + (counts.get(counter) ?? 0) > seats) throw new LimitReached(counter)
      }
      for (const [counter, delta] of counts) taken.set(counter, (taken.get(counter) ?? 0) + delta)
    },
  }
}

/** How many more the counter in the database may come to count. */
async function readFree({ database, tenant }: ImportSession, counter: string): Promise<number> {
  const [row] = await database.read<{ readonly used: bigint; readonly bound: bigint | null }>({
    sql: 'SELECT c.used, c.bound FROM counters c WHERE c.tenant_id = ? AND c.name = ? AND c.slot = 0',
    parameters: [tenant, counter],
  })
  return row === undefined || row.bound === null ? Number.POSITIVE_INFINITY : Number(row.bound - row.used)
}
