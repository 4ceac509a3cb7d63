import { DatabaseClosed, DatabaseUnavailable, type SqlDatabase } from '../sql-database.js'
import { sequenceRecords } from './sequence-records.js'

/** Numbers change records soon after they were written. */
export interface Sequencer {
  /** Something was written in the tenant. */
  wake(tenant: string): void
}

/** What is written within this time is numbered together. */
const delayMs = 50

const outageRestMs = 1_000

/** How long a tenant is left alone, at most, whose records could not be numbered: twice as long each time. */
const longestRestMs = 60_000

/**
 * Where the writer of a database numbers records itself there is nothing to do. `failed` is told of each error but an outage,
 * which whoever writes hears of.
 */
export function createSequencer(database: SqlDatabase, failed: (error: unknown) => void): Sequencer {
  if (database.dialect === 'sqlite') return { wake: () => {} }
  const due = new Set<string>()
  const failures = new Map<string, number>()
  const resting = new Set<string>()
  let isUnderWay = false

  function wake(tenant: string): void {
    if (resting.has(tenant)) return
    due.add(tenant)
    schedule()
  }

  /** Keeps no process alive: what is left, the next one finds. */
  function schedule(): void {
    if (isUnderWay || due.size === 0) return
    isUnderWay = true
    setTimeout(() => void sequenceDue(), delayMs).unref()
  }

  /** One tenant after the other: writes need the connections more. */
  async function sequenceDue(): Promise<void> {
    for (const tenant of [...due]) {
      due.delete(tenant)
      try {
        await sequenceRecords(database, tenant)
        failures.delete(tenant)
      } catch (error) {
        if (error instanceof DatabaseClosed) return
        meet(tenant, error)
      }
    }
    isUnderWay = false
    schedule()
  }

  function meet(tenant: string, error: unknown): void {
    if (error instanceof DatabaseUnavailable) {
      rest(tenant, outageRestMs)
      return
    }
    const times = (failures.get(tenant) ?? 0) + 1
    failures.set(tenant, times)
    rest(tenant, Math.min(delayMs * 2 ** times, longestRestMs))
    tell(error)
  }

  /** What the app throws as it hears of an error keeps nobody's records from being numbered. */
  function tell(error: unknown): void {
    try {
      failed(error)
    } catch (thrown) {
      console.error('Telling that change records could not be numbered failed:', thrown)
    }
  }

  /** The other tenants do not wait for it. */
  function rest(tenant: string, ms: number): void {
    resting.add(tenant)
    const over = () => {
      resting.delete(tenant)
      wake(tenant)
    }
    setTimeout(over, ms).unref()
  }

  return { wake }
}
