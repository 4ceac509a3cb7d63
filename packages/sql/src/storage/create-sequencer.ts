import { DatabaseUnavailable, type SqlDatabase } from '../sql-database.js'
import { sequenceRecords } from './sequence-records.js'

/** Numbers change records soon after they were written. */
export interface Sequencer {
  /** Something was written in the tenant. */
  wake(tenant: string): void
}

/** What is written within this time is numbered together. */
const delayMs = 50

/** Where the writer of a database numbers records itself there is nothing to do. */
export function createSequencer(database: SqlDatabase): Sequencer {
  if (database.dialect === 'sqlite') return { wake: () => {} }
  const due = new Set<string>()
  let isUnderWay = false

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
      } catch (error) {
        if (error instanceof DatabaseUnavailable) due.add(tenant)
      }
    }
    isUnderWay = false
    schedule()
  }

  return {
    wake(tenant) {
      due.add(tenant)
      schedule()
    },
  }
}
