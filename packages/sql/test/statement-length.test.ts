import { parseFilter, User } from '@rollcall/scim'
import { openSqliteDatabase, sqlStorage } from '@rollcall/sql'
import { expect, test } from 'vitest'
import { recordingDatabase } from './audit/recording-database.js'

test('a filter of the greatest depth grows its statement no faster than itself', async () => {
  const database = await openSqliteDatabase({ path: ':memory:' })
  const { database: recording, statements } = recordingDatabase(database)
  const store = sqlStorage(recording).ofTenant('t', { request: 'r' })
  const lengthOf = async (terms: number) => {
    const pairs = Array.from({ length: terms }, (_, n) => `(title eq "a${n}" or nickName eq "b${n}")`)
    statements.length = 0
    const filter = parseFilter(pairs.join(' and '), User)
    await store.query([{ type: User, filter, sortPath: undefined }], {
      order: 'ascending',
      page: { kind: 'index', startIndex: 1, count: 10 },
      show: { grants: false, groups: false },
      total: false,
    })
    return Math.max(...statements.map(({ sql }) => sql.length))
  }
  expect((await lengthOf(16)) / (await lengthOf(8))).toBeLessThan(2.1)
  await database.close()
})
