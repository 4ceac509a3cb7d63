import { describe } from 'vitest'
import { requireSqlite } from '../src/sqlite/sqlite-driver.js'
import { createSqliteDatabase } from './sqlite-harness.js'
import { testVerify } from './verify-database.js'

describe('The check of a database, on SQLite', () => {
  testVerify(createSqliteDatabase, async (place, statements) => {
    const { DatabaseSync } = requireSqlite()
    const database = new DatabaseSync(place, {})
    database.exec('PRAGMA foreign_keys = OFF')
    for (const statement of statements) database.exec(statement)
    database.close()
  })
})
