import { expect, test } from 'vitest'
import { type Client, clientOf, openRollcall, organisation, userBody } from './open-rollcall.js'

const day = 24 * 60 * 60 * 1000

/** An organisation of five people, and the first page of a walk of two at a time. */
async function beginWalk(client: Client): Promise<string> {
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    expect((await client('POST', '/Users', { body: userBody(`${name}@gridco.example`) })).status).toBe(201)
  }
  const first = await client('GET', '/Users?sortBy=userName&cursor=&count=2')
  expect(namesOf(first.body)).toEqual(['a@gridco.example', 'b@gridco.example'])
  return `/Users?sortBy=userName&count=2&cursor=${first.body.nextCursor}`
}

function namesOf(body: { readonly Resources: readonly { readonly userName: string }[] }): readonly string[] {
  return body.Resources.map(({ userName }) => userName)
}

test('9865-5-b a key that is revoked in the middle of a walk gets 401, whatever cursor it shows', async () => {
  const { rollcall } = await openRollcall()
  const { client, connection } = await organisation(rollcall, 'gridco')
  const next = await beginWalk(client)
  const { key: other } = await rollcall.tenants.issueKey('gridco', { connection })
  const [revoked] = await rollcall.tenants.listKeys('gridco')
  await rollcall.tenants.revokeKey('gridco', revoked?.id ?? '')
  const refused = await client('GET', next)
  expect(refused.status).toBe(401)
  expect(refused.body).not.toHaveProperty('Resources')
  // The cursor belongs to the connection: its other key goes on where the walk was.
  expect(namesOf((await clientOf(rollcall, `Bearer ${other}`)('GET', next)).body)).toEqual([
    'c@gridco.example',
    'd@gridco.example',
  ])
})

test('9865-5-c what may not be seen any more is not shown by an old cursor either', async () => {
  const { rollcall } = await openRollcall({
    roles: { reader: { display: 'Reader', allows: [] } },
    entitlementTypes: [{ name: 'License', endpoint: '/Licenses', values: { pro: { display: 'Pro' } } }],
  })
  const { client } = await organisation(rollcall, 'gridco')
  const first = await client('GET', '/?cursor=&count=1&filter=displayName%20pr')
  expect(first.body.Resources).toHaveLength(1)
  await rollcall.tenants.removeEntitlementType('gridco', 'License')
  const { status, body } = await client('GET', `/?count=1&filter=displayName%20pr&cursor=${first.body.nextCursor}`)
  expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidCursor' })
  const again = await client('GET', '/?cursor=&filter=displayName%20pr')
  expect(again.body.Resources.map(({ meta }: { meta: { resourceType: string } }) => meta.resourceType)).toEqual([
    'Role',
  ])
})

test('9865-5-a a cursor is worth nothing to another organisation, nor to another connection of the same one', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco')
  const next = await beginWalk(client)
  const stranger = await organisation(rollcall, 'stranger')
  const colleague = await organisation(rollcall, 'gridco')
  const forged = await client('GET', next.replace(/cursor=.*/, 'cursor=abc.def'))
  expect([forged.status, forged.body.scimType]).toEqual([400, 'invalidCursor'])
  for (const other of [stranger.client, colleague.client]) {
    const refused = await other('GET', next)
    expect([refused.status, refused.body]).toEqual([400, forged.body])
  }
  expect(namesOf((await client('GET', next)).body)).toEqual(['c@gridco.example', 'd@gridco.example'])
})

test('a process opens the cursors of another, and those from before its start', async () => {
  const { rollcall, file } = await openRollcall()
  const { client, key } = await organisation(rollcall, 'gridco')
  const next = await beginWalk(client)
  const { rollcall: another } = await openRollcall({ database: file })
  const { body } = await clientOf(another, `Bearer ${key}`)('GET', next)
  expect(namesOf(body)).toEqual(['c@gridco.example', 'd@gridco.example'])
  const last = await client('GET', `/Users?sortBy=userName&count=2&cursor=${body.nextCursor}`)
  expect(namesOf(last.body)).toEqual(['e@gridco.example'])
})

test('the key of cursors is drawn anew after a month, the one before still opens its own, and old ones go', async () => {
  const clock = { now: Date.parse('2026-11-24T09:00:00Z') }
  const { rollcall } = await openRollcall({ now: () => clock.now })
  const { client } = await organisation(rollcall, 'gridco')
  clock.now += 30 * day - 1000
  const before = await beginWalk(client)
  const keyOf = (next: string) => /cursor=([^.]+)\./.exec(next)?.[1]
  const stored = () => rollcall.database.read({ sql: 'SELECT id FROM key_ring ORDER BY created' })
  clock.now += 30 * day
  const sealed = (await client('GET', '/Users?cursor=&count=1')).body.nextCursor
  expect(keyOf(`cursor=${sealed}`)).not.toBe(keyOf(before))
  expect(await stored()).toHaveLength(2)
  clock.now -= 30 * day
  expect(namesOf((await client('GET', before)).body)).toEqual(['c@gridco.example', 'd@gridco.example'])
  clock.now += 61 * day
  await client('GET', '/Users?cursor=&count=1')
  expect((await stored()).map(({ id }) => id)).not.toContain(keyOf(before))
})

test('many first pages at once draw one key', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco')
  for (const name of ['a', 'b']) await client('POST', '/Users', { body: userBody(name) })
  await Promise.all(Array.from({ length: 20 }, () => client('GET', '/Users?cursor=&count=1')))
  expect(await rollcall.database.read({ sql: 'SELECT id FROM key_ring' })).toHaveLength(1)
})
