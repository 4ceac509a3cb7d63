import { expect, test } from 'vitest'
import type { CatalogueKey, Rollcall } from '../src/index.js'
import { patchBody } from './open-rollcall.js'
import { createUsers, full, grant, holding, newUser, openSeats, pro, revoke } from './open-seats.js'
import type { HttpAnswer, HttpClient } from './open-server.js'
import { sendWhile } from './send-while.js'

const longMs = 60_000

test('of thirty who ask at once for one of ten seats, through two servers, ten have one and the others are told', {
  timeout: longMs,
}, async () => {
  const { client, beside, held } = await openSeats()
  const clients = [client, await beside()]
  const users = await createUsers(client, 30)
  const answers = await Promise.all(users.map((user, n) => grant(clients[n % 2] ?? client, user)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
  for (const { body } of answers.filter(({ status }) => status !== 200))
    expect(body).toMatchObject(full('pro', '10 users'))
  const { body } = await client('GET', '/Users?filter=entitlements.value eq "pro"')
  expect(body.totalResults).toBe(10)
  expect(await held()).toEqual({ pro: 10, basic: 0 })
})

test('seats that are taken, given back and left by the deleted at once are counted as they end', {
  timeout: longMs,
}, async () => {
  const { client, beside, held } = await openSeats()
  const clients = [client, await beside()]
  const [leavers, deleted, joiners] = [
    await createUsers(client, 4, holding('pro')),
    await createUsers(client, 4, holding('pro')),
    await createUsers(client, 12),
  ]
  const each = (users: readonly string[], work: (client: HttpClient, user: string) => Promise<HttpAnswer>) =>
    users.map((user, n) => work(clients[n % 2] ?? client, user))
  const freed = [
    ...each(leavers, (by, user) => revoke(by, user)),
    ...each(deleted, (by, user) => by('DELETE', `/Users/${user}`)),
  ]
  const creations = each(['', '', '', ''], (by) => by('POST', '/Users', { body: newUser(holding('pro')) }))
  const taken = await Promise.all([...each(joiners, (by, user) => grant(by, user)), ...creations])
  for (const answer of await Promise.all(freed)) expect(answer.status).toBeLessThan(300)
  const won = taken.filter(({ status }) => status < 300).length
  expect(won).toBeGreaterThanOrEqual(2)
  expect(won).toBeLessThanOrEqual(10)
  expect(await held()).toEqual({ pro: won, basic: 0 })
})

test('a limit that is set, moved and taken away while seats are taken and given back counts right in the end', {
  timeout: 2 * longMs,
}, async () => {
  const { client, beside, held, tenants } = await openSeats()
  const clients = [client, await beside()]
  const users = await createUsers(client, 16)
  let isDone = false
  const limits = (async () => {
    for (let n = 0; !isDone; n++) await tenants.setSeats('a.example', pro, [undefined, 3, 8, 0][n % 4])
  })()
  const by = (n: number) => clients[n % 2] ?? client
  const changing = users.map(async (user, n) => {
    for (let round = 0; round < 6; round++) {
      await untilAnswered(() => grant(by(n + round), user))
      if ((n + round) % 3 > 0) await untilAnswered(() => revoke(by(n), user))
    }
    if (n % 4 === 0) await untilAnswered(() => by(n)('DELETE', `/Users/${user}`))
  })
  await Promise.all(changing)
  isDone = true
  await limits
  const { used } = await tenants.setSeats('a.example', pro, 4)
  const late = await createUsers(client, 6)
  const granted = await Promise.all(late.map((user, n) => grant(by(n), user)))
  expect(granted.filter(({ status }) => status === 200)).toHaveLength(Math.max(0, 4 - used))
  expect(await held()).toMatchObject({ pro: Math.max(used, 4) })
})

/** Until something else is said than to come again. */
async function untilAnswered(send: () => Promise<HttpAnswer>): Promise<void> {
  for (;;) {
    const { status } = await send()
    if (status !== 503) return expect([200, 204, 400]).toContain(status)
  }
}

test.each([
  ['a grant', patchBody({ op: 'add', path: 'entitlements', value: [{ value: 'basic', type: 'License' }] })],
  ['what gives a seat back', patchBody({ op: 'remove', path: 'entitlements[value eq "pro"]' })],
])('%s that was judged before seats were limited is not applied', async (_what, body) => {
  const { server, client, key, held } = await openSeats()
  await unlimited(server.rollcall, pro, { ...pro, value: 'basic' })
  const [user = ''] = await createUsers(client, 2, holding('pro'))
  const late = await sendWhile(server.rollcall, key, `/Users/${user}`, body, () =>
    server.rollcall.tenants.setSeats('a.example', pro, 2),
  )
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await held()).toEqual({ pro: 2, basic: 0 })
})

async function unlimited({ tenants }: Rollcall, ...values: readonly CatalogueKey[]): Promise<void> {
  for (const value of values) await tenants.setSeats('a.example', value, undefined)
}
