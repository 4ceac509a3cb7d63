import process from 'node:process'
import { openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isWalk, stepsOf } from './plan-steps.js'
import { type RowsMeter, sqliteMeter } from './rows-meter.js'
import { amount, fillTenants } from './rows-visited-data.js'
import { shapes } from './rows-visited-shapes.js'
import { ask, fillTimeoutMs, findExcess } from './rows-visited-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'
import type { TestDatabase } from './test-database.js'

describe(`What providers ask of ${amount.resources} resources of ${amount.tenants} tenants, on SQLite`, () => {
  let opened: TestDatabase
  /** Opened after ANALYZE: a connection reads statistics once. */
  let database: SqlDatabase
  let meter: RowsMeter | undefined

  beforeAll(async () => {
    opened = await createSqliteDatabase()
    await fillTenants(opened.database, amount)
    database = await openSqliteDatabase({ path: opened.place })
    meter = sqliteMeter(opened.place)
  }, fillTimeoutMs)

  afterAll(async () => {
    await meter?.close()
    await database.close()
    await opened.close()
  })

  describe('begins with an index, and walks no table', () => {
    test.each(Object.entries(shapes))('%s', async (_name, shape) => {
      const steps = await stepsOf(database, (await ask(database, shape)).statements)
      expect(steps.length).toBeGreaterThan(0)
      expect(steps.filter(isWalk)).toEqual([])
    })
  })

  const counts = sqliteMeter(':memory:') !== undefined
  const visits = `visits a small multiple of the page${counts ? '' : ` (not counted: Node ${process.versions.node} does not tell)`}`
  describe.skipIf(!counts)(visits, () => {
    test.each(Object.entries(shapes))('%s', async (_name, shape) => {
      if (!meter) throw new Error('there is something to count with')
      expect(await findExcess(meter, database, shape)).toEqual([])
    })
  })
})
