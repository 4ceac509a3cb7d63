import { memoryStorage } from '@rollcall/scim/storage'
import { fuzzStorage } from '@rollcall/scim/storage-conformance'
import { openSqliteDatabase, type Statement, sqlStorage } from '@rollcall/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditStatement, oneStatement, oneTenant } from './audit-statement.js'
import { recordingDatabase } from './recording-database.js'
import { statementRules } from './statement-rules.js'
import { migrationStatements, tenantTables } from './tenant-tables.js'

describe('the statements that SQLite and PostgreSQL share', () => {
  const recorded = new Map<string, Statement>()

  beforeAll(async () => {
    const database = await openSqliteDatabase({ path: ':memory:' })
    const recording = recordingDatabase(database)
    // 30 cases are one tenant: all of its statements carry that name.
    await fuzzStorage(memoryStorage(), sqlStorage(recording.database), { cases: 30, seed: 1 })
    for (const statement of recording.statements) recorded.set(statement.sql, statement)
    await database.close()
  })

  afterAll(() => recorded.clear())

  test('break no rule, and bind no other tenant', () => {
    expect(recorded.size).toBeGreaterThan(50)
    const faults = [...recorded.values()].flatMap((statement) =>
      auditStatement(statement, 'fuzz-1').map((fault) => ({ ...fault, sql: statement.sql })),
    )
    expect(faults).toEqual([])
  })

  test('read and write every table of a store', () => {
    const all = [...recorded.keys()].join('\n')
    const tables = ['resources', 'attribute_values', 'edges', 'grants', 'external_ids', 'unique_values', 'counters']
    for (const table of [...tables, 'kept_answers'])
      expect([table, new RegExp(`INTO ${table}\\b`).test(all), new RegExp(`FROM ${table}\\b`).test(all)]).toEqual([
        table,
        true,
        true,
      ])
  })
})

test('the tables of tenants are those that the migrations make with a tenant in them', () => {
  expect(tenantTables).toContain('resources')
  expect(tenantTables).toContain('schema_extensions')
  for (const shared of ['key_ring', 'default_catalogue', 'credential_directory', 'migrations'])
    expect(tenantTables).not.toContain(shared)
})

test('what the migrations make breaks no rule of tables', () => {
  const faults = migrationStatements()
    // What they move once, they move for every tenant.
    .filter((sql) => /^\s*(CREATE|ALTER)/.test(sql))
    .flatMap((sql) => auditStatement({ sql, parameters: [] }).map(({ fault }) => `${fault}: ${sql}`))
  expect(faults).toEqual([])
})

const [boundRule, insertRule, updateRule, constraintRule, unnestRule, volatileRule] = ruleNames(0)
const [mergeRule, serialRule, isolationRule, settingRule, limitRule, removalRule, keyRule, foreignRule] = ruleNames(6)

function ruleNames(from: number): readonly (string | undefined)[] {
  return statementRules.slice(from).map(({ name }) => name)
}

/** Each with the rule that it breaks, and how it is mended. What is bound is `t`, then `a`, `b`, `c`. */
const planted: readonly (readonly [string, string | undefined, string, string])[] = [
  [
    'an alias without its tenant',
    boundRule,
    'SELECT r.id FROM resources r WHERE r.id = $2',
    'SELECT r.id FROM resources r WHERE r.tenant_id = $1 AND r.id = $2',
  ],
  [
    'one of two that is not joined',
    boundRule,
    'SELECT 1 FROM edges e CROSS JOIN resources r WHERE e.tenant_id = $1 AND r.id = e.owner_id',
    'SELECT 1 FROM edges e CROSS JOIN resources r WHERE e.tenant_id = $1 AND r.id = e.owner_id AND r.tenant_id = e.tenant_id',
  ],
  [
    'a tenant that one of two ways does not need',
    boundRule,
    'SELECT r.id FROM resources r WHERE r.tenant_id = $1 OR r.id = $2',
    'SELECT r.id FROM resources r WHERE r.tenant_id = $1 AND (r.id = $2 OR r.id = $3)',
  ],
  [
    'an EXISTS over all tenants',
    boundRule,
    'SELECT 1 FROM grants g WHERE g.tenant_id = $1 AND EXISTS (SELECT 1 FROM edges e WHERE e.owner_id = g.user_id)',
    'SELECT 1 FROM grants g WHERE g.tenant_id = $1 AND EXISTS (SELECT 1 FROM edges e WHERE e.tenant_id = g.tenant_id)',
  ],
  [
    'an arm of a recursion over all tenants',
    boundRule,
    `WITH RECURSIVE up (id) AS (SELECT r.id FROM resources r WHERE r.tenant_id = $1
      UNION SELECT e.owner_id FROM up CROSS JOIN edges e WHERE e.member_id = up.id) SELECT id FROM up`,
    `WITH RECURSIVE up (id) AS (SELECT r.id FROM resources r WHERE r.tenant_id = $1
      UNION SELECT e.owner_id FROM up CROSS JOIN edges e WHERE e.tenant_id = $1 AND e.member_id = up.id) SELECT id FROM up`,
  ],
  [
    'an arm of an INTERSECT over all tenants',
    boundRule,
    'SELECT owner_id FROM edges WHERE tenant_id = $1 INTERSECT SELECT id FROM resources',
    'SELECT owner_id FROM edges WHERE tenant_id = $1 INTERSECT SELECT id FROM resources WHERE tenant_id = $1',
  ],
  [
    'an outer join that binds the side that it keeps',
    boundRule,
    'SELECT 1 FROM resources r LEFT JOIN edges e ON e.tenant_id = $1 AND r.tenant_id = $1',
    'SELECT 1 FROM resources r LEFT JOIN edges e ON e.tenant_id = r.tenant_id WHERE r.tenant_id = $1',
  ],
  [
    'an update of all tenants',
    boundRule,
    'UPDATE resources SET version = version + 1 WHERE id = $2',
    'UPDATE resources SET version = version + 1 WHERE tenant_id = $1 AND id = $2',
  ],
  ['a deletion in all tenants', boundRule, 'DELETE FROM edges', 'DELETE FROM edges WHERE tenant_id = $1'],
  [
    'a tenant in the text',
    boundRule,
    "DELETE FROM edges WHERE tenant_id = 't'",
    'DELETE FROM edges WHERE tenant_id = $1',
  ],
  [
    'another tenant',
    oneTenant,
    'DELETE FROM edges WHERE tenant_id = $1 AND EXISTS (SELECT 1 FROM grants WHERE tenant_id = $2)',
    'DELETE FROM edges WHERE tenant_id = $1 AND EXISTS (SELECT 1 FROM grants WHERE tenant_id = $1)',
  ],
  [
    'a row of another tenant',
    oneTenant,
    'INSERT INTO edges (tenant_id, owner_id) VALUES ($1, $2), ($2, $3)',
    'INSERT INTO edges (tenant_id, owner_id) VALUES ($1, $2), ($1, $3)',
  ],
  [
    'an insert that begins otherwise',
    insertRule,
    'INSERT INTO edges (owner_id, tenant_id) VALUES ($1, $1)',
    'INSERT INTO edges (tenant_id, owner_id) VALUES ($1, $2)',
  ],
  [
    'an update of the tenant',
    updateRule,
    'UPDATE edges SET tenant_id = $1 WHERE tenant_id = $1',
    'UPDATE edges SET owner_id = $2 WHERE tenant_id = $1',
  ],
  [
    'a constraint’s name',
    constraintRule,
    'INSERT INTO edges (tenant_id) VALUES ($1) ON CONFLICT ON CONSTRAINT edges_pkey DO NOTHING',
    'INSERT INTO edges (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO NOTHING',
  ],
  [
    'an unnest insert',
    unnestRule,
    'INSERT INTO edges (tenant_id, owner_id, member_id) SELECT $1, u.a, u.b FROM unnest($2::text[], $3::text[]) AS u (a, b)',
    'INSERT INTO edges (tenant_id, owner_id, member_id) VALUES ($1, $2, $3)',
  ],
  [
    'a volatile function in SET',
    volatileRule,
    'UPDATE edges SET owner_id = gen_random_uuid() WHERE tenant_id = $1',
    'UPDATE edges SET owner_id = lower($2) WHERE tenant_id = $1',
  ],
  [
    'one in DO UPDATE SET',
    volatileRule,
    'INSERT INTO edges (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO UPDATE SET owner_id = clock_timestamp()',
    'INSERT INTO edges (tenant_id) VALUES ($1) ON CONFLICT (tenant_id) DO UPDATE SET owner_id = now()',
  ],
  [
    'a MERGE',
    mergeRule,
    'MERGE INTO edges e USING (SELECT 1) x ON e.tenant_id = $1 WHEN MATCHED THEN DELETE',
    'DELETE FROM edges WHERE tenant_id = $1',
  ],
  ['a serial column', serialRule, 'CREATE TABLE n (id bigserial)', 'CREATE TABLE n (id bigint)'],
  [
    'an identity column',
    serialRule,
    'CREATE TABLE n (id bigint GENERATED ALWAYS AS IDENTITY)',
    'CREATE TABLE n (id bigint NOT NULL)',
  ],
  ['a sequence', serialRule, "SELECT nextval('n')", 'SELECT 1'],
  [
    'a trigger',
    serialRule,
    'CREATE TRIGGER n AFTER INSERT ON edges FOR EACH ROW EXECUTE FUNCTION f()',
    'CREATE INDEX n ON edges (tenant_id)',
  ],
  ['a serializable transaction', isolationRule, 'BEGIN ISOLATION LEVEL SERIALIZABLE', 'BEGIN'],
  [
    'a transaction made serializable',
    isolationRule,
    'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
    'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ],
  ['two statements in one call', oneStatement, 'BEGIN; COMMIT', 'BEGIN'],
  ['a set_config', settingRule, "SELECT set_config('a.b', $1, true)", 'SET LOCAL statement_timeout = 100'],
  ['a forced plan', settingRule, 'SET plan_cache_mode = force_generic_plan', 'SET statement_timeout = 100'],
  [
    'a bare limit',
    limitRule,
    'SELECT r.id FROM resources r WHERE r.tenant_id = $1 ORDER BY r.id LIMIT $2',
    'SELECT r.id FROM resources r WHERE r.tenant_id = $1 ORDER BY r.id LIMIT CAST($2 AS bigint) OFFSET $3',
  ],
  [
    'a bare limit of what a deletion looks for',
    limitRule,
    'DELETE FROM edges WHERE tenant_id = $1 AND owner_id IN (SELECT e.owner_id FROM edges e WHERE e.tenant_id = $1 LIMIT $2)',
    'DELETE FROM edges WHERE tenant_id = $1 AND owner_id IN (SELECT e.owner_id FROM edges e WHERE e.tenant_id = $1 LIMIT 5)',
  ],
  [
    'a removal in a WITH',
    removalRule,
    'WITH gone AS (DELETE FROM resources WHERE tenant_id = $1 RETURNING id) SELECT id FROM gone',
    'WITH gone AS (DELETE FROM edges WHERE tenant_id = $1 RETURNING owner_id) SELECT owner_id FROM gone',
  ],
  [
    'a key without the tenant',
    keyRule,
    'CREATE UNIQUE INDEX n ON edges (owner_id)',
    'CREATE UNIQUE INDEX n ON edges (tenant_id, owner_id)',
  ],
  [
    'a primary key without the tenant',
    keyRule,
    'CREATE TABLE edges (tenant_id text, owner_id text PRIMARY KEY)',
    'CREATE TABLE edges (tenant_id text PRIMARY KEY, owner_id text)',
  ],
  [
    'a foreign key without the tenant',
    foreignRule,
    'CREATE TABLE n (owner_id text, FOREIGN KEY (owner_id) REFERENCES resources (id))',
    'CREATE TABLE n (tenant_id text, owner_id text, FOREIGN KEY (tenant_id, owner_id) REFERENCES resources (tenant_id, id))',
  ],
  [
    'a foreign key that sets columns to null',
    foreignRule,
    'CREATE TABLE n (a text, FOREIGN KEY (tenant_id, a) REFERENCES resources (tenant_id, id) ON DELETE SET NULL)',
    'CREATE TABLE n (a text, FOREIGN KEY (tenant_id, a) REFERENCES resources (tenant_id, id) ON DELETE CASCADE)',
  ],
]

test.each(planted)(
  'the audit finds %s by its rule alone, and nothing when it is mended',
  (_what, rule, fault, mended) => {
    const parameters = ['t', 'a', 'b', 'c']
    const found = auditStatement({ sql: fault, parameters }).map((one) => one.rule)
    expect(new Set(found)).toEqual(new Set([rule]))
    expect(auditStatement({ sql: mended, parameters }, 't')).toEqual([])
  },
)

test('every rule has a planted fault', () => {
  const rules = [...statementRules.map(({ name }) => name), oneTenant, oneStatement]
  expect(new Set(planted.map(([, rule]) => rule))).toEqual(new Set(rules))
})

test('what belongs to another tenant than the one that asks is found', () => {
  const sql = 'DELETE FROM edges WHERE tenant_id = ?'
  expect(auditStatement({ sql, parameters: ['other'] }, 't').map(({ rule }) => rule)).toEqual([oneTenant])
})
