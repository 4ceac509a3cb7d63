import { join } from 'node:path'
import { openSqliteDatabase, sqliteSchemaStatus } from '@rollcall/sql'
import { afterEach, beforeEach, describe } from 'vitest'
import { sqliteDialect } from '../src/migrations/dialect.js'
import { requireSqlite } from '../src/sqlite/sqlite-driver.js'
import { testMigrations } from './migrations.js'
import { createFolder } from './sqlite-harness.js'

describe('Migrations, on SQLite', () => {
  let folder: Awaited<ReturnType<typeof createFolder>>
  beforeEach(async () => {
    folder = await createFolder()
  })
  afterEach(() => folder.remove())

  testMigrations({
    dialect: sqliteDialect,
    async make(statements) {
      const place = join(folder.path, 'older.db')
      const database = new (requireSqlite().DatabaseSync)(place, {})
      for (const statement of statements) database.exec(statement)
      database.close()
      return place
    },
    async open(place) {
      const database = await openSqliteDatabase({ path: place })
      return { database, place, close: () => database.close() }
    },
    pendingIn: async (place) => sqliteSchemaStatus(place).pending,
  })
})
