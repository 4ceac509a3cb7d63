import { User } from '@rollcall/scim'
import { Contended, type Grant, type ResourceStore } from '@rollcall/scim/storage'
import { ConfigurationMoved, openSqliteDatabase, type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** A tenant whose configuration has the version 7. */
let database: SqlDatabase

beforeEach(async () => {
  database = await openSqliteDatabase({ path: ':memory:' })
  const sql = `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
    VALUES ('t', 't', 1, 7, 0, 0)`
  await database.write([{ sql, parameters: [] }])
})

afterEach(() => database.close())

const grant: Grant = { kind: 'role', value: 'r', type: undefined, display: undefined, primary: undefined }
const show = { grants: true, groups: false }

function storeAt(configuration: number | undefined): ResourceStore {
  const actor = { request: 'r', ...(configuration === undefined ? {} : { configuration }) }
  return sqlStorage(database).ofTenant('t', actor)
}

async function create(store: ResourceStore, grants: readonly Grant[]): Promise<void> {
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u' } })
    for (const each of grants) draft.grant('u', each)
  })
}

test('a grant that another configuration allowed is not applied, nor what is staged with it', async () => {
  const failed = create(storeAt(6), [grant])
  await expect(failed).rejects.toBeInstanceOf(ConfigurationMoved)
  await expect(failed).rejects.toBeInstanceOf(Contended)
  expect(await storeAt(7).get(User, 'u', show)).toBeUndefined()
})

test.each([
  ['the configuration that stands allowed it', 7, [grant]],
  ['nothing is granted', 6, []],
  ['grants depend on no configuration', undefined, [grant]],
])('it is applied where %s', async (_where, configuration, grants) => {
  await create(storeAt(configuration), grants)
  expect((await storeAt(7).get(User, 'u', show))?.grants).toHaveLength(grants.length)
})

test('what is taken back depends on no configuration', async () => {
  await create(storeAt(7), [grant])
  await storeAt(6).transaction({ now: 2, writeSet: 'w2' }, async (draft) => {
    await draft.get(User, 'u', 'document')
    draft.revoke('u', grant)
  })
  expect((await storeAt(7).get(User, 'u', show))?.grants).toEqual([])
})
