import { DatabaseUnavailable, type SqlDatabase } from '@rollcall/sql'
import type { Credential } from './find-credential.js'

/** Keeps when a key was last used, cheaply. */
export interface LastUsed {
  note(credential: Credential, now: number): void
  /** Waits for what is being written. */
  settle(): Promise<void>
}

const minute = 60_000

/** Written once a minute at most, beside the answer and not before it: a lost note is made good by the next request. */
export function createLastUsed(database: SqlDatabase, failed: (error: unknown) => void): LastUsed {
  const writing = new Map<string, Promise<void>>()
  return {
    note(credential, now) {
      if (credential.lastUsed !== undefined && now - credential.lastUsed < minute) return
      if (writing.has(credential.id)) return
      const write = writeLastUsed(database, credential, now)
        .catch((error: unknown) => {
          // Nothing is lost: the next request notes it again.
          if (!(error instanceof DatabaseUnavailable)) failed(error)
        })
        .finally(() => writing.delete(credential.id))
      writing.set(credential.id, write)
    },
    async settle() {
      await Promise.all(writing.values())
    },
  }
}

async function writeLastUsed(database: SqlDatabase, { connection, hash }: Credential, now: number): Promise<void> {
  const sql = 'UPDATE credentials SET last_used = ? WHERE tenant_id = ? AND hash = ?'
  await database.write([{ sql, parameters: [BigInt(now), connection.tenant, hash] }])
}
