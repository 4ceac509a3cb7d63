import process from 'node:process'
import { openPostgresDatabase } from '@rollcall/sql'
import { describe } from 'vitest'
import { createDatabaseFrom, type DatabaseKind } from './postgres-databases.js'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

/** Tests on the PostgreSQL that `ROLLCALL_TEST_POSTGRES_URL` names. Where it names none they are skipped, by name. */
export function describePostgres(name: string, tests: (createDatabase: CreateTestDatabase) => void): void {
  describeServer(`${name}, on PostgreSQL`, 'plain', tests)
}

/** As `describePostgres`, where each tenant's table lies in 16 partitions by its tenant, as it would on 16 nodes. */
export function describePartitions(name: string, tests: (createDatabase: CreateTestDatabase) => void): void {
  describeServer(`${name}, on PostgreSQL, on partitions by tenant`, 'partitioned', tests)
}

/** An empty database of its own, with the newest schema; `close` drops it. */
export async function createTestDatabase(kind: DatabaseKind = 'plain'): Promise<TestDatabase> {
  const { url, drop } = await createDatabaseFrom(requireServer(), kind)
  const database = await openPostgresDatabase({ url })
  return {
    database,
    place: url,
    async close() {
      await database.close()
      await drop()
    },
  }
}

function describeServer(name: string, kind: DatabaseKind, tests: (createDatabase: CreateTestDatabase) => void): void {
  if (process.env.ROLLCALL_TEST_POSTGRES_URL === undefined) {
    describe.skip(`${name} (ROLLCALL_TEST_POSTGRES_URL names no server)`, () => tests(() => createTestDatabase(kind)))
    return
  }
  describe(name, () => tests(() => createTestDatabase(kind)))
}

function requireServer(): string {
  const url = process.env.ROLLCALL_TEST_POSTGRES_URL
  if (url === undefined) throw new Error('ROLLCALL_TEST_POSTGRES_URL names no server')
  return url
}
