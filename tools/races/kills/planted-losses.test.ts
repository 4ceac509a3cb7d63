import { afterAll, beforeAll, expect, test } from 'vitest'
import { create, groupBody } from '../contests/messages.js'
import { type Arena, type Deployment, openDeployment } from '../deployment/deployment.js'
import { ConnectionBroken, type Sending } from '../deployment/scim-client.js'
import { createSqlitePlace, type Place } from '../describe-databases.js'
import { createRandom } from '../random.js'
import { createLoadClient, type LoadClient, type Send } from './write-load.js'

let place: Place
let deployment: Deployment
let arena: Arena
let group: string

beforeAll(async () => {
  place = await createSqlitePlace()
  deployment = await openDeployment(place.database, 1)
  arena = await deployment.openArena()
  group = await create(arena.clients[0], '/Groups', groupBody('Everybody'))
})

afterAll(async () => {
  arena.close()
  await deployment.close()
  await place.remove()
})

async function faultsThrough(prefix: string, send: Send): Promise<readonly string[]> {
  const client: LoadClient = createLoadClient(prefix, [group], createRandom(5))
  await client.writeUntil(() => client.acknowledged >= 40, send)
  return client.check(arena.clients[0].send)
}

/** A PATCH of both texts of a user. */
function isTextChange(path: string, { body }: Sending): boolean {
  return path.startsWith('/Users/') && JSON.stringify(body ?? {}).includes('nickName')
}

test('what a healthy server acknowledged is found', async () => {
  expect(await faultsThrough('healthy-', arena.clients[0].send)).toEqual([])
})

test('a membership that was acknowledged and is not there is found', async () => {
  const lossy: Send = async (method, path, sending) => {
    if (!path.startsWith('/Groups/')) return arena.clients[0].send(method, path, sending)
    return { ...(await arena.clients[0].send('GET', path)), status: 204 }
  }
  expect(await faultsThrough('lost-', lossy)).toEqual([expect.stringContaining('acknowledged')])
})

test('a write that was not acknowledged and is half there is found, one that is there is not', async () => {
  const cutOff =
    (value: object): Send =>
    async (method, path, sending = {}) => {
      if (!isTextChange(path, sending)) return arena.clients[0].send(method, path, sending)
      await arena.clients[0].send(method, path, { body: { ...sending.body, Operations: [{ op: 'replace', value }] } })
      throw new ConnectionBroken('cut off', false, undefined)
    }
  expect(await faultsThrough('half-', cutOff({ nickName: 'half' }))).toEqual([expect.stringContaining('half|')])
  const whole: Send = async (method, path, sending = {}) => {
    const answer = await arena.clients[0].send(method, path, sending)
    if (isTextChange(path, sending)) throw new ConnectionBroken('cut off', false, undefined)
    return answer
  }
  expect(await faultsThrough('whole-', whole)).toEqual([])
})

test.each([
  ['a 500 in the form of SCIM', { status: 500 }, false],
  ['a 503 that does not say when to come again', { status: 503 }, false],
  ['a 409', { status: 409, retryAfter: 5 }, false],
  ['a 503 that says so', { status: 503, retryAfter: 5 }, true],
])('of the refusals of a server in trouble %s is clean: %j', async (_what, refusal, isClean) => {
  const body = { detail: 'The service is in trouble.', status: String(refusal.status) }
  const refusing: Send = async () => ({
    ...{ version: undefined, mediaType: 'application/scim+json', retryAfter: undefined, sent: 0, answered: 1 },
    ...refusal,
    body,
  })
  const client = createLoadClient('refused-', [group], createRandom(5))
  await client.writeUntil(() => false, refusing)
  expect(client.faults).toEqual(isClean ? [] : [expect.stringContaining('in trouble')])
  expect(client.doubt).toContain('in trouble')
})
