import { openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'
import { expect, onTestFinished, test } from 'vitest'
import { createTenantConfigurations } from './tenant-configurations.js'

test('the configurations that are kept are those that were asked for last', async () => {
  const { database, reads } = await databaseWith(['a.example', 'b.example', 'c.example'])
  const configurations = createTenantConfigurations(database, 2)
  for (const tenant of ['a.example', 'b.example', 'a.example', 'c.example']) await configurations.at(tenant, 1)
  expect(reads()).toBe(3)
  await configurations.at('a.example', 1)
  expect(reads()).toBe(3)
  await configurations.at('b.example', 1)
  expect(reads()).toBe(4)
})

/** A database with these tenants, and how often a tenant was read whole. */
async function databaseWith(tenants: readonly string[]) {
  const database = await openSqliteDatabase({ path: ':memory:' })
  onTestFinished(() => database.close())
  const sql = `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
    VALUES (?, ?, 1, 1, 0, 0)`
  await database.write(tenants.map((tenant) => ({ sql, parameters: [tenant, tenant] })))
  let count = 0
  const snapshot: SqlDatabase['snapshot'] = (work) => {
    count += 1
    return database.snapshot(work)
  }
  return { database: { ...database, snapshot }, reads: () => count }
}
