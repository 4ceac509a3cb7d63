import process from 'node:process'
import { EnterpriseUserSchema, Group, User } from '@rollcall/scim'
import type { Draft } from '@rollcall/scim/storage'
import { type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { testsOwn } from './audit/statement-recorder.js'

/** How much there is: so many resources over so many tenants, of which the first has half. */
export interface Amount {
  readonly resources: number
  readonly tenants: number
}

/**
 * What is promised is a hundred thousand over fifty tenants; without PostgreSQL, which reads small tables whole and is right to,
 * a usual test run takes a tenth of it. `ROLLCALL_TEST_ROWS=100000` says which.
 */
export const amount: Amount = amountOf(
  Number(process.env.ROLLCALL_TEST_ROWS ?? (process.env.ROLLCALL_TEST_POSTGRES_URL === undefined ? 10_000 : 100_000)),
)

function amountOf(resources: number): Amount {
  return { resources, tenants: resources < 100_000 ? 10 : 50 }
}

/** The tenant that has half of everything. */
export const bigTenant = 'c000'

/** The connection that knows everybody by an external id; `entra` knows every third. */
export const mainConnection = 'okta'

/** Somebody in the middle of the big tenant, and when they were changed. */
const middlePart = Math.floor(amount.tenants / 2)
export const middle = { id: `${partName(middlePart)}-u-0100`, lastModified: middlePart * 10_000_000 + 1_000_000 }

/** A group of the big tenant with everybody in it. */
export const everyone = 'c000-g-everyone'

/** Who is looked for: one of the big tenant. */
export const sought = { id: personId(7), userName: personName(7), externalId: `x-${personId(7)}` }

/** The groups of the first part, by their number: everybody of it is in the first. */
export function groupId(n: number): string {
  return `c000-g-${String(n).padStart(4, '0')}`
}

function personId(n: number): string {
  return `c000-u-${String(n).padStart(4, '0')}`
}

function personName(n: number): string {
  return `${given(n)}.${family(n)}.${n}@c000.example`
}

const groupsAPart = 40
const everyPartOf = 2

/**
 * Fills a database: one part is written as requests write it, and all others are copies of its rows under other names, so that
 * a hundred thousand take seconds. Statistics are brought up to date.
 */
export async function fillTenants(database: SqlDatabase, { resources, tenants }: Amount): Promise<void> {
  const length = Math.floor(resources / (everyPartOf * tenants))
  await writePart(database, length)
  for (let part = 1; part < everyPartOf * tenants; part++) {
    // The first tenant has half of the parts, and each of the others one.
    await copyPart(database, partName(part), part <= tenants ? bigTenant : partName(part))
  }
  await addEveryone(database)
  await database.write(afterAll)
}

/** Totals, and the statistics by which both databases plan. */
const afterAll = [
  `${testsOwn} DELETE FROM counters`,
  `${testsOwn} INSERT INTO counters (tenant_id, name, slot, used)
    SELECT r.tenant_id, 'total/' || r.type, 0, count(*) FROM resources r GROUP BY r.tenant_id, r.type`,
  'ANALYZE',
].map((sql) => ({ sql, parameters: [] }))

function partName(part: number): string {
  return `c${String(part).padStart(3, '0')}`
}

async function writePart(database: SqlDatabase, length: number): Promise<void> {
  const store = sqlStorage(database).ofTenant(bigTenant, { connection: mainConnection, request: 'r' })
  const people = length - groupsAPart
  await inBatches(people, (numbers, writeSet) =>
    store.transaction({ now: 1_000_000 + writeSet * 1000, writeSet: `w-${writeSet}` }, async (draft) => {
      for (const n of numbers) createPerson(draft, n)
    }),
  )
  await inBatches(groupsAPart, (numbers, writeSet) =>
    store.transaction({ now: 2_000_000, writeSet: `g-${writeSet}` }, async (draft) => {
      for (const n of numbers) createGroup(draft, n, people)
    }),
  )
}

async function inBatches(count: number, work: (numbers: readonly number[], place: number) => Promise<unknown>) {
  const size = 50
  for (let from = 0; from < count; from += size) {
    const numbers = Array.from({ length: Math.min(size, count - from) }, (_, n) => from + n)
    await work(numbers, from / size)
  }
}

function createPerson(draft: Draft, n: number): void {
  const id = personId(n)
  draft.create(User, {
    id,
    externalId: `x-${id}`,
    document: {
      userName: personName(n),
      name: { givenName: given(n), familyName: family(n) },
      // Some have none: what has no value to sort by is a part of every order.
      ...(n % 10 === 0 ? {} : { displayName: `${given(n)} ${family(n)} ${n}` }),
      emails: [
        { type: 'work', value: personName(n), primary: true },
        { type: 'home', value: `${n}@home.c000.example` },
      ],
      active: n % 20 !== 0,
      title: `title ${n % 30}`,
      [EnterpriseUserSchema.id]: { department: `department ${n % 25}`, employeeNumber: `c000-${n}` },
    },
  })
  draft.grant(id, { kind: 'role', value: n % 100 === 0 ? 'admin' : 'reader', ...noMore })
  if (n % 2 === 0) draft.grant(id, { kind: 'role', value: 'writer', ...noMore })
}

const noMore = { type: undefined, display: undefined, primary: undefined }

/** Everybody is in the first group and in a few others; the second is in the third. */
function createGroup(draft: Draft, n: number, people: number): void {
  const id = groupId(n)
  draft.create(Group, { id, externalId: `x-${id}`, document: { displayName: `team ${n} of c000` } })
  for (let person = 0; person < people; person++) {
    if (n === 0 || (person + n) % 10 === 0) draft.link(id, { value: personId(person), type: 'User' })
  }
  if (n === 2) draft.link(id, { value: groupId(1), type: 'Group' })
}

function given(n: number): string {
  return ['ada', 'bo', 'cy', 'dot', 'eva', 'fay', 'gus', 'hal', 'ivy', 'jo'][n % 10] ?? 'ada'
}

function family(n: number): string {
  return `f${n % 97}`
}

/** What a copy changes in each table: every name that has the part's in it. */
const copied: readonly { readonly table: string; readonly columns: readonly string[] }[] = [
  {
    table: 'resources',
    columns: [
      ...['id+', 'type', 'document_version', 'version', 'created*', 'last_modified*'],
      ...['display+', 'write_set_id', 'document+'],
    ],
  },
  {
    table: 'attribute_values',
    columns: ['type', 'attribute', 'missing', 'value+', 'resource_id+', 'element', 'is_sort_key', 'is_cut'],
  },
  { table: 'unique_values', columns: ['schema_id', 'attribute', 'value_key+', 'resource_id+'] },
  { table: 'external_ids', columns: ['resource_id+', 'connection_id', 'value+', 'value_key+'] },
  { table: 'edges', columns: ['owner_id+', 'member_id+'] },
  {
    table: 'grants',
    columns: [
      ...['user_id+', 'kind', 'type', 'value', 'display', 'is_primary', 'connection_id', 'source', 'created'],
      ...['type_key', 'value_key'],
    ],
  },
]

/** `+`: a text with the part's name in it; `*`: a time, later in each part. */
async function copyPart(database: SqlDatabase, part: string, tenant: string): Promise<void> {
  const later = BigInt(part.slice(1)) * 10_000_000n
  const statements = copied.map(({ table, columns }) => {
    const names = columns.map((column) => column.replace(/[+*]$/, ''))
    const values = columns.map((column) => {
      if (column.endsWith('+')) return `replace(t.${column.slice(0, -1)}, 'c000', '${part}')`
      return column.endsWith('*') ? `t.${column.slice(0, -1)} + ${later}` : `t.${column}`
    })
    const first = names[0]
    return {
      sql: `${testsOwn} INSERT INTO ${table} (tenant_id, ${names.join(', ')})
        SELECT '${tenant}', ${values.join(', ')} FROM ${table} t
        WHERE t.tenant_id = '${bigTenant}' AND ${ownColumn(table, first)} LIKE '%c000-%'`,
      parameters: [],
    }
  })
  await database.write(statements)
}

/** The column that says which part a row belongs to. */
function ownColumn(table: string, first: string | undefined): string {
  return table === 'attribute_values' || table === 'unique_values' ? 't.resource_id' : `t.${first}`
}

async function addEveryone(database: SqlDatabase): Promise<void> {
  const store = sqlStorage(database).ofTenant(bigTenant, { connection: mainConnection, request: 'r' })
  await store.transaction({ now: 3_000_000, writeSet: 'everyone' }, async (draft) => {
    draft.create(Group, { id: everyone, externalId: undefined, document: { displayName: 'everyone' } })
  })
  await database.write([
    {
      sql: `${testsOwn} INSERT INTO edges (tenant_id, owner_id, member_id)
        SELECT r.tenant_id, '${everyone}', r.id FROM resources r WHERE r.tenant_id = '${bigTenant}' AND r.type = 'User'`,
      parameters: [],
    },
    {
      sql: `${testsOwn} INSERT INTO external_ids (tenant_id, resource_id, connection_id, value, value_key)
        SELECT t.tenant_id, t.resource_id, 'entra', t.value, t.value_key FROM external_ids t
        WHERE t.value LIKE '%7'`,
      parameters: [],
    },
  ])
}
