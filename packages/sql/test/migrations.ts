import { Group, User } from '@rollcall/scim'
import { sqlStorage, verifyDatabase } from '@rollcall/sql'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '../src/migrations/dialect.js'
import { type Migration, migrations } from '../src/migrations/migrations.js'
import type { TestDatabase } from './test-database.js'

/** What a kind of database offers to a test of its migrations. */
export interface MigratedDatabases {
  readonly dialect: Dialect
  /** A database with these statements in it, and nothing else. */
  readonly make: (statements: readonly string[]) => Promise<string>
  /** Opens it as every process does. */
  readonly open: (place: string) => Promise<TestDatabase>
  readonly pendingIn: (place: string) => Promise<readonly string[]>
}

/** From each earlier version to the newest, with rows that survive. */
export function testMigrations({ dialect, make, open, pendingIn }: MigratedDatabases): void {
  describe.each(migrations.map(({ name }, index) => ({ name, applied: migrations.slice(0, index + 1) })))(
    'a database of the version $name',
    ({ applied }) => {
      test('is brought to the newest, and keeps what it had', async () => {
        const place = await make([...versionOf(dialect, applied), ...rowsOf(applied)])
        const names = migrations.map(({ name }) => name)
        expect(await pendingIn(place)).toEqual(names.slice(applied.length))
        const opened = await open(place)
        try {
          expect(await pendingIn(place)).toEqual([])
          await expectKept(opened, applied)
        } finally {
          await opened.close()
        }
      })
    },
  )

  test('an empty database gets all of them, in order', async () => {
    const place = await make([])
    expect(await pendingIn(place)).toEqual(migrations.map(({ name }) => name))
    await (await open(place)).close()
    expect(await pendingIn(place)).toEqual([])
  })
}

/** A database as a release left it. */
function versionOf(dialect: Dialect, applied: readonly Migration[]): readonly string[] {
  const table = `CREATE TABLE migrations (name ${dialect.text} NOT NULL PRIMARY KEY, applied ${dialect.integer} NOT NULL)`
  const recorded = applied.map(({ name }) => `INSERT INTO migrations (name, applied) VALUES ('${name}', 1)`)
  return [...applied.flatMap(({ statements }) => statements(dialect)), table, ...recorded]
}

const userUrn = User.schema.id.toLowerCase()
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const badgeUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Badge'

/** Of each step that is there, the rows that a server of that release had written. */
function rowsOf(applied: readonly Migration[]): readonly string[] {
  return applied.flatMap(({ name }) => rowsByStep[name] ?? [])
}

const indexColumns = '(tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)'
const indexRow = (attribute: string, missing: number, value: string, element: number, isSortKey: number) =>
  `INSERT INTO attribute_values ${indexColumns}
    VALUES ('t', 'User', '${attribute}', ${missing}, '${value}', 'neo', ${element}, ${isSortKey}, 0)`
const sorted = ['displayName', 'name.familyName', 'name.givenName', 'title', 'userType', 'emails.value']
const enterprise = ['employeeNumber', 'costCenter', 'organization', 'division']

const rowsByStep: Readonly<Record<string, readonly string[]>> = {
  '0001-tables': [
    `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
      VALUES ('t', 't', 1000, 2000, 1, 0)`,
    `INSERT INTO connections (tenant_id, id, name, kind, manner, dialect, created)
      VALUES ('t', 'okta', 'okta', 'scim', 'compatible', 'okta', 1000)`,
    "INSERT INTO credentials (tenant_id, hash, id, connection_id, created) VALUES ('t', 'h', 'k', 'okta', 1000)",
    `INSERT INTO entitlement_values (tenant_id, kind, type, value, display, attributes, allows, supported, position)
      VALUES ('t', 'role', '', 'todo-er', 'Todo-er', '{}', '["todo:own"]', 1, 1)`,
    `INSERT INTO resources
        (tenant_id, id, type, document_version, version, created, last_modified, display, write_set_id, document)
      VALUES ('t', 'neo', 'User', 1, 1, 1000, 1000, 'neo', 'w',
        '{"userName":"neo","${enterpriseUrn}":{"department":"Ops"}}'),
        ('t', 'ops', 'Group', 1, 1, 1000, 1000, 'Operators', 'w', '{"displayName":"Operators"}')`,
    `INSERT INTO unique_values (tenant_id, schema_id, attribute, value_key, resource_id)
      VALUES ('t', '${User.schema.id}', 'userName', 'neo', 'neo')`,
    ...sorted.map((attribute) => indexRow(attribute, 1, '', 0, 1)),
    ...enterprise.map((attribute) => indexRow(`${enterpriseUrn}:${attribute}`, 1, '', 0, 1)),
    indexRow('userName', 0, 'neo', 0, 1),
    indexRow(enterpriseUrn.concat(':department'), 0, 'ops', 0, 1),
    // As they were kept before 0006: by their places; and one whose data had gone, with a word about what it lacks.
    indexRow('schemas', 0, userUrn, 0, 1),
    indexRow('schemas', 0, enterpriseUrn.toLowerCase(), 1, 0),
    indexRow('schemas', 0, badgeUrn.toLowerCase(), 2, 0),
    indexRow(`${badgeUrn}:number`, 1, '', 0, 1),
    `INSERT INTO attribute_values ${indexColumns} VALUES
      ('t', 'Group', 'schemas', 0, '${Group.schema.id.toLowerCase()}', 'ops', 0, 1, 0),
      ('t', 'Group', 'displayName', 0, 'operators', 'ops', 0, 1, 0)`,
    "INSERT INTO edges (tenant_id, owner_id, member_id) VALUES ('t', 'ops', 'neo')",
    `INSERT INTO grants (tenant_id, user_id, kind, type, value, connection_id, source, created, type_key, value_key)
      VALUES ('t', 'neo', 'role', '', 'todo-er', 'okta', 'direct', 1000, '', 'todo-er')`,
    "INSERT INTO passwords (tenant_id, user_id, hash) VALUES ('t', 'neo', 'scrypt')",
    `INSERT INTO external_ids (tenant_id, resource_id, connection_id, value, value_key)
      VALUES ('t', 'neo', 'okta', 'N', 'N')`,
    "INSERT INTO counters (tenant_id, name, slot, used) VALUES ('t', 'total/User', 3, 1), ('t', 'total/Group', 4, 1)",
    `INSERT INTO change_records
        (tenant_id, write_set_id, n, seq, type, resource_id, action, version, owners, changes, request_id, recorded)
      VALUES ('t', 'w', 0, 1, 'User', 'neo', 'create', 1, '', '{}', 'r', 1000),
        ('t', 'w', 1, 2, 'Group', 'ops', 'create', 1, '', '{}', 'r', 1000)`,
    `INSERT INTO request_log (tenant_id, id, received, method, path, status, milliseconds, tolerances)
      VALUES ('t', 'r', 1000, 'POST', '/scim/v2/Users', 201, 1, '[]')`,
  ],
  '0002-key-ring': ["INSERT INTO key_ring (purpose, id, secret, created) VALUES ('cursor', 'c', 's', 1000)"],
  '0003-kept-answers': [
    `INSERT INTO kept_answers (tenant_id, connection_id, answer_key, kept_until, fingerprint, answer)
      VALUES ('t', 'okta', 'a', 9000, 'f', '{}')`,
  ],
  '0004-definitions': [
    "INSERT INTO schemas (tenant_id, schema_key, definition, created) VALUES ('t', 'urn:x', '{}', 1000)",
    `UPDATE connections SET settings = '{"flatGroups":true}' WHERE tenant_id = 't'`,
  ],
  '0005-catalogue-times': ["UPDATE entitlement_values SET created = 1000, last_modified = 2000 WHERE tenant_id = 't'"],
  // What 0006 takes away is not written any more.
  '0006-extension-rows': [
    `DELETE FROM attribute_values WHERE tenant_id = 't' AND attribute = '${badgeUrn}:number'`,
    `DELETE FROM attribute_values WHERE tenant_id = 't' AND value = '${badgeUrn.toLowerCase()}'`,
    "UPDATE attribute_values SET element = 0 WHERE tenant_id = 't' AND attribute = 'schemas'",
  ],
  // Made in a database that has the step, an organisation has the defaults.
  '0008-index-sets': ["DELETE FROM attribute_values WHERE tenant_id = 't' AND attribute = 'userType'"],
  '0007-seats': [
    "UPDATE entitlement_values SET seats = 3 WHERE tenant_id = 't'",
    `INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES ('t', 'seats/["role","","todo-er"]', 0, 1, 3)`,
  ],
}

async function expectKept({ database }: TestDatabase, applied: readonly Migration[]): Promise<void> {
  const store = sqlStorage(database).ofTenant('t', { connection: 'okta', request: 'r' })
  expect(await store.get(User, 'neo', { grants: true, groups: true })).toMatchObject({
    version: 1,
    externalId: 'N',
    grants: [{ kind: 'role', value: 'todo-er', display: 'Todo-er' }],
    groups: [{ value: 'ops' }],
  })
  expect(await store.passwordHash('neo')).toBe('scrypt')
  const [times] = await database.read({
    sql: 'SELECT created, last_modified FROM entitlement_values WHERE tenant_id = ?',
    parameters: ['t'],
  })
  expect(times).toEqual({ created: 1000n, last_modified: 2000n })
  const has = (name: string) => applied.some((migration) => migration.name === name)
  expect(await countOf(database, 'credentials')).toBe(1)
  expect(await countOf(database, 'request_log')).toBe(1)
  expect(await countOf(database, 'kept_answers')).toBe(has('0003-kept-answers') ? 1 : 0)
  expect(await countOf(database, 'schemas')).toBe(has('0004-definitions') ? 1 : 0)
  // Whoever was there before keeps what was indexed then.
  expect(await countOf(database, 'index_sets')).toBe(has('0008-index-sets') ? 0 : 1)
  const faults: string[] = []
  for await (const { kind, detail } of verifyDatabase(database, { typesOf: async () => [User, Group] })) {
    faults.push(`${kind} ${detail}`)
  }
  expect(faults).toEqual([])
}

async function countOf(database: TestDatabase['database'], table: string): Promise<number> {
  const sql = `SELECT COUNT(*) AS count FROM ${table} WHERE tenant_id = ?`
  const [row] = await database.read<{ readonly count: bigint }>({ sql, parameters: ['t'] })
  return Number(row?.count)
}
