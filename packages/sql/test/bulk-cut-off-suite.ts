import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createServiceProvider, Group, User } from '@rollcall/scim'
import { type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

let opened: TestDatabase
let database: SqlDatabase

/** A Bulk request whose process dies in the midst of it. */
export function testBulkCutOff(createDatabase: CreateTestDatabase): void {
  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
  })

  afterEach(() => opened.close())

  test('a Bulk request whose process is killed and that is sent again finishes the rest and repeats nothing', async () => {
    const body = bulkOf(300)
    const child = spawn(process.execPath, [join(import.meta.dirname, 'bulk-child.mjs'), opened.place], {
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    child.stdin.end(body)
    while ((await created()).length < 40) await new Promise((resolve) => setTimeout(resolve, 1))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const before = await created()
    expect(before.length).toBeLessThan(600)

    const answers = [await send(body), await send(body)]
    for (const { Operations } of answers) {
      expect(new Set(Operations.map(({ status }) => status))).toEqual(new Set(['201']))
    }
    const after = await created()
    expect(after).toHaveLength(600)
    expect(after).toEqual(expect.arrayContaining([...before]))
    expect(answers[1]).toEqual(answers[0])
    const edges = await database.read(database.build.selectFrom('edges').selectAll().where('tenant_id', '=', 't'))
    const ids = answers[0]?.Operations.map(({ location }) => location.split('/').at(-1)) ?? []
    expect(edges).toHaveLength(300)
    for (const { owner_id, member_id } of edges) expect(ids.indexOf(member_id) - ids.indexOf(owner_id)).toBe(1)
  })
}

/** Each group refers to the user behind it, so that ids must be the same on both sides of the cut. */
function bulkOf(count: number): string {
  const operations = Array.from({ length: count }, (_, n) => [
    { method: 'POST', path: '/Groups', bulkId: `g${n}`, data: groupOf(n) },
    {
      method: 'POST',
      path: '/Users',
      bulkId: `u${n}`,
      data: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `user-${n}` },
    },
  ]).flat()
  return JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations })
}

function groupOf(n: number) {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group']
  return { schemas, displayName: `Group ${n}`, members: [{ value: `bulkId:u${n}` }] }
}

interface BulkAnswer {
  readonly Operations: readonly { readonly status: string; readonly location: string }[]
}

async function send(body: string): Promise<BulkAnswer> {
  const store = sqlStorage(database).ofTenant('t', { connection: 'okta', request: 'retry' })
  const { fetch } = createServiceProvider({ resourceTypes: [User, Group], store })
  const headers = { 'content-type': 'application/scim+json', 'idempotency-key': 'k-1' }
  const request = new Request('https://app.example/scim/v2/Bulk', { method: 'POST', body, headers })
  return (await fetch(request)).json() as Promise<BulkAnswer>
}

/** The ids of what was created, by the records of it: one each. */
async function created(): Promise<readonly string[]> {
  const all = database.build.selectFrom('change_records').select('resource_id').where('tenant_id', '=', 't')
  const records = all.where('action', '=', 'create')
  return (await database.read(records)).map(({ resource_id }) => resource_id).sort()
}
