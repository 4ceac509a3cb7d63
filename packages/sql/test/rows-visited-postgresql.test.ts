import { openPostgresDatabase, type Statement } from '@rollcall/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describePostgres } from './postgres-server.js'
import { postgresMeter, type RowsMeter } from './rows-meter.js'
import { amount, fillTenants } from './rows-visited-data.js'
import { shapes } from './rows-visited-shapes.js'
import { ask, fillTimeoutMs, findExcess } from './rows-visited-suite.js'
import type { TestDatabase } from './test-database.js'

describePostgres(
  `What providers ask of ${amount.resources} resources of ${amount.tenants} tenants`,
  (createDatabase) => {
    let opened: TestDatabase
    let meter: RowsMeter

    beforeAll(async () => {
      opened = await createDatabase()
      await fillTenants(opened.database, amount)
      meter = await postgresMeter(opened.place)
    }, fillTimeoutMs)

    afterAll(async () => {
      await meter.close()
      await opened.close()
    })

    describe('visits a small multiple of the page, planned for its values and for any', () => {
      test.each(Object.entries(shapes))('%s', async (_name, shape) => {
        expect(await findExcess(meter, opened.database, shape)).toEqual([])
      })
    })

    test('what is planned anew never becomes a prepared statement', async () => {
      const database = await openPostgresDatabase({ url: opened.place, poolSize: 1 })
      try {
        const sent: Statement[] = []
        for (const shape of Object.values(shapes)) {
          for (let n = 0; n < 3; n++) sent.push(...(await ask(database, shape)).statements)
        }
        const textsOf = (isAnew: boolean) =>
          new Set(sent.filter((one) => (one.isPlannedAnew === true) === isAnew).map(({ sql }) => numbered(sql)))
        // What begins at a name and what begins at a department may be one text: the one is prepared, the other is not.
        const others = textsOf(false)
        const texts = new Set([...textsOf(true)].filter((text) => !others.has(text)))
        const prepared = await database.read<{ readonly statement: string }>({
          sql: 'SELECT statement FROM pg_prepared_statements',
          parameters: [],
        })
        expect(texts.size).toBeGreaterThan(5)
        expect(prepared.length).toBeGreaterThan(5)
        expect(prepared.filter(({ statement }) => texts.has(statement))).toEqual([])
      } finally {
        await database.close()
      }
    })
  },
)

function numbered(sql: string): string {
  let number = 0
  return sql.replaceAll('?', () => `$${++number}`)
}
