import { openPostgresDatabase, postgresSchemaStatus } from '@rollcall/sql'
import pg from 'pg'
import { afterEach } from 'vitest'
import { postgresDialect } from '../src/migrations/dialect.js'
import { testsOwn } from './audit/statement-recorder.js'
import { testMigrations } from './migrations.js'
import { describePostgres } from './postgres-server.js'
import type { TestDatabase } from './test-database.js'

describePostgres('Migrations', (createDatabase) => {
  let opened: TestDatabase | undefined
  afterEach(() => opened?.close())

  testMigrations({
    dialect: postgresDialect,
    async make(statements) {
      opened = await createDatabase()
      const client = new pg.Client({ connectionString: opened.place })
      await client.connect()
      await client.query('DROP SCHEMA public CASCADE')
      await client.query('CREATE SCHEMA public')
      for (const statement of statements) await client.query(`${testsOwn} ${statement}`)
      await client.end()
      return opened.place
    },
    async open(place) {
      const database = await openPostgresDatabase({ url: place })
      return { database, place, close: () => database.close() }
    },
    pendingIn: async (place) => (await postgresSchemaStatus({ url: place })).pending,
  })
})
