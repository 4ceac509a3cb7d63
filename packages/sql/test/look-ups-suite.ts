import { User } from '@rollcall/scim'
import { readClaimHolders, readExternalIds, type SqlDatabase, sqlStorage, uniqueClaimsOf } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

let opened: TestDatabase
let database: SqlDatabase

/** What is looked up of many resources at once, before any of them is written. */
export function testLookUps(createDatabase: CreateTestDatabase): void {
  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
  })
  afterEach(() => opened.close())

  test('who holds a name is found whatever its case, and in this tenant only', async () => {
    await create('t', 'okta', 'a', 'Tank@Gridco.example', 'x')
    await create('other', 'okta', 'b', 'dozer@gridco.example', 'x')
    const names = ['TANK@gridco.example', 'dozer@gridco.example', 'nobody']
    const claims = names.map((userName) => uniqueClaimsOf(User, { userName }))
    const holders = await readClaimHolders(database, 't', new Map(claims.flatMap((each) => [...each])))
    const found = claims.map((each) => [...each.keys()].map((name) => holders.get(name)))
    expect(found).toEqual([['a'], [undefined], [undefined]])
  })

  test('of a thousand names, each is found', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `user-${index}`)
    for (const [index, name] of names.entries())
      if (index % 100 === 0) await create('t', 'okta', `id-${index}`, name, name)
    const claims = new Map(names.flatMap((userName) => [...uniqueClaimsOf(User, { userName })]))
    const holders = await readClaimHolders(database, 't', claims)
    expect([...holders.values()].sort()).toEqual(
      names.flatMap((_, index) => (index % 100 === 0 ? [`id-${index}`] : [])).sort(),
    )
    const known = await readExternalIds(database, { tenant: 't', connection: 'okta' }, names)
    expect(
      [...known.values()]
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...holders.values()].sort())
  })

  test('an external id is what this connection calls something, and may be the name of several', async () => {
    await create('t', 'okta', 'a', 'a', '7')
    await create('t', 'okta', 'b', 'b', '7')
    await create('t', 'entra', 'c', 'c', '7')
    await create('other', 'okta', 'd', 'd', '7')
    const known = await readExternalIds(database, { tenant: 't', connection: 'okta' }, ['7', '8', '7'])
    expect(known.get('7')).toEqual([
      { id: 'a', type: 'User' },
      { id: 'b', type: 'User' },
    ])
    expect(known.get('8')).toEqual([])
  })

  test('long external ids that begin alike are told apart', async () => {
    const long = 'x'.repeat(300)
    await create('t', 'okta', 'a', 'a', `${long}1`)
    await create('t', 'okta', 'b', 'b', `${long}2`)
    const known = await readExternalIds(database, { tenant: 't', connection: 'okta' }, [`${long}2`, long])
    expect([...known.values()]).toEqual([[{ id: 'b', type: 'User' }], []])
  })
}

async function create(
  tenant: string,
  connection: string,
  id: string,
  userName: string,
  externalId: string,
): Promise<void> {
  const store = sqlStorage(database).ofTenant(tenant, { connection, request: 'r' })
  await store.transaction({ now: 1, writeSet: `w-${tenant}-${id}` }, async (draft) => {
    draft.create(User, { id, document: { userName }, externalId })
  })
}
