import { describe, expect, test } from 'vitest'
import {
  bulkRequestUrn,
  creatingGroup,
  creatingUser,
  errorUrn,
  idAt,
  membersOf,
  patching,
  statusesOf,
} from './bulk-bodies.js'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { groupBody, userBody } from './sample-bodies.js'

/** `Idempotency-Key` on a POST and on a Bulk request (draft-ietf-httpapi-idempotency-key-header): nothing is done twice. */
export function testIdempotencyKey(open: OpenBench): void {
  describe('Idempotency-Key on POST', () => {
    test('a POST that comes again is answered with what it created, and creates nothing', async () => {
      const bench = open()
      const first = await bench.post('/Users', userBody('ada'), { 'idempotency-key': 'k-1' })
      bench.advance(day - 1000)
      const second = await bench.post('/Users', userBody('ada'), { 'idempotency-key': 'k-1' })
      expect([first.status, second.status]).toEqual([201, 201])
      expect(second.body).toEqual(first.body)
      expect(second.headers.get('location')).toBe(first.headers.get('location'))
      expect(await bench.changeRecords()).toHaveLength(1)
    })

    test('what has been changed since is answered as it is now', async () => {
      const bench = open()
      const body = userBody('ada', { roles: [{ value: 'admin' }] })
      const { id } = (await bench.post('/Users', body, { 'idempotency-key': 'k' })).body
      await bench.patch(`/Users/${id}`, [{ op: 'replace', path: 'displayName', value: 'Countess' }])
      await bench.post('/Groups', groupBody('Staff', [id]))
      const again = await bench.post('/Users', body, { 'idempotency-key': 'k' })
      const now = await bench.get(`/Users/${id}`)
      expect(now.body).toMatchObject({ displayName: 'Countess', roles: [{ value: 'admin' }], groups: [{}] })
      expect([again.status, again.body]).toEqual([201, now.body])
      expect(again.headers.get('etag')).toBe(now.headers.get('etag'))
    })

    test('what has been deleted since is 404, with a sentence that says so, and not created again', async () => {
      const bench = open()
      const { id } = (await bench.post('/Devices', deviceBody('d-1'), { 'idempotency-key': 'k' })).body
      await bench.delete(`/Devices/${id}`)
      const again = await bench.post('/Devices', deviceBody('d-1'), { 'idempotency-key': 'k' })
      expect([again.status, again.body]).toEqual([
        404,
        {
          schemas: [errorUrn],
          status: '404',
          detail: `This request created Device '${id}', which is gone since.`,
        },
      ])
      expect((await bench.get('/Devices')).body.totalResults).toBe(0)
    })

    test('another request under the same key is 422, and nothing is done', async () => {
      const bench = open()
      await bench.post('/Users', userBody('ada'), { 'idempotency-key': 'k' })
      const others = [
        await bench.post('/Users', userBody('bob'), { 'idempotency-key': 'k' }),
        await bench.post('/Groups', groupBody('ada'), { 'idempotency-key': 'k' }),
        await bench.post('/Users?attributes=id', userBody('ada'), { 'idempotency-key': 'k' }),
        await bench.post(
          '/Bulk',
          { schemas: [bulkRequestUrn], Operations: [creatingUser('bob')] },
          { 'idempotency-key': 'k' },
        ),
      ]
      for (const { status, body } of others) {
        expect([status, body.schemas, body.status]).toEqual([422, [errorUrn], '422'])
        expect(body.detail).toContain("'Idempotency-Key'")
      }
      expect(await bench.changeRecords()).toHaveLength(1)
    })

    test('a key is forgotten after a day', async () => {
      const bench = open()
      const body = deviceBody('d-1')
      await bench.post('/Devices', body, { 'idempotency-key': 'k' })
      bench.advance(day + 1000)
      expect((await bench.post('/Devices', body, { 'idempotency-key': 'k' })).status).toBe(409)
      expect((await bench.post('/Devices', deviceBody('d-2'), { 'idempotency-key': 'k' })).status).toBe(201)
    })

    test('a request that was refused keeps nothing: it may be sent again when it has been mended', async () => {
      const bench = open()
      const { id } = (await bench.post('/Users', userBody('ada'))).body
      const headers = { 'idempotency-key': 'k' }
      expect((await bench.post('/Users', userBody('ada'), headers)).status).toBe(409)
      await bench.delete(`/Users/${id}`)
      expect((await bench.post('/Users', userBody('ada'), headers)).status).toBe(201)
    })

    test('of requests of one key that come at once, one creates, and all are answered alike', async () => {
      const bench = open()
      const send = () => bench.post('/Users', userBody('ada'), { 'idempotency-key': 'k' })
      const answers = await Promise.all(Array.from({ length: 10 }, send))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
      expect(await bench.changeRecords()).toHaveLength(1)
    })

    test("a key is the connection's own", async () => {
      const bench = open()
      await bench.post('/Devices', deviceBody('d-1'), { 'idempotency-key': 'k' })
      const other = bench.another({ connection: 'entra' })
      expect((await other.post('/Devices', deviceBody('d-2'), { 'idempotency-key': 'k' })).status).toBe(201)
    })

    test('a key has 1 to 255 visible characters, with quotes or without', async () => {
      const bench = open()
      for (const key of ['', '""', 'two words', 'x'.repeat(256), 'caf\u00e9']) {
        const { status, body } = await bench.post('/Users', userBody('ada'), { 'idempotency-key': key })
        expect([status, body.scimType]).toEqual([400, 'invalidValue'])
      }
      expect(await bench.changeRecords()).toHaveLength(0)
      const longest = 'x'.repeat(255)
      const first = await bench.post('/Users', userBody('ada'), { 'idempotency-key': longest })
      const second = await bench.post('/Users', userBody('ada'), { 'idempotency-key': `"${longest}"` })
      expect([first.status, second.body.id]).toEqual([201, first.body.id])
    })
  })

  describe('Idempotency-Key on Bulk', () => {
    test('a Bulk request that broke off in the middle and comes again finishes the rest and repeats nothing', async () => {
      const bench = open()
      const { id } = (await bench.post('/Groups', groupBody('Old'))).body
      const { id: gone } = (await bench.post('/Users', userBody('gone'))).body
      const operations = [
        creatingUser('ada'),
        patching(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }] }]),
        { method: 'DELETE', path: `/Users/${gone}` },
        creatingGroup('A', ['bulkId:B', 'bulkId:ada']),
        creatingGroup('B', ['bulkId:A']),
        creatingUser('bob', { password: 'stops-here' }),
        creatingGroup('Staff', ['bulkId:ada', 'bulkId:bob', 'bulkId:A']),
      ]
      await breakOff(bench, operations)
      const half = await bench.changeRecords()
      expect(half).toHaveLength(7)
      const answer = await sendKeyed(bench, operations)
      expect(statusesOf(answer)).toEqual(['201', '204', '204', '201', '201', '201', '201'])
      expect(await membersOf(bench, id)).toEqual([idAt(answer, 0)])
      expect(new Set(await membersOf(bench, idAt(answer, 6)))).toEqual(new Set([0, 5, 3].map((n) => idAt(answer, n))))
      expect(await membersOf(bench, idAt(answer, 4))).toEqual([idAt(answer, 3)])
      const records = await bench.changeRecords()
      expect(records).toHaveLength(half.length + 2)
      expect(await sendKeyed(bench, operations)).toMatchObject({ status: 200, body: answer.body })
      expect(await bench.changeRecords()).toHaveLength(records.length)
    })

    test('what failed is tried again, and what was done is answered with the version that it has now', async () => {
      const bench = open()
      const { id } = (await bench.post('/Devices', deviceBody('d-1'))).body
      const create = { method: 'POST', path: '/Devices', bulkId: 'd', data: deviceBody('d-1') }
      const modify = patching('/Devices/bulkId:e', [{ op: 'add', path: 'floor', value: 3 }])
      const operations = [create, { ...create, bulkId: 'e', data: deviceBody('d-2') }, modify]
      const first = await sendKeyed(bench, operations)
      expect(statusesOf(first)).toEqual(['409', '201', '200'])
      await bench.delete(`/Devices/${id}`)
      const second = await sendKeyed(bench, operations)
      expect(statusesOf(second)).toEqual(['201', '201', '200'])
      expect(second.body.Operations[1]).toMatchObject({ location: first.body.Operations[1].location, version: 'W/"2"' })
    })

    test('what was created and deleted since is answered with where it was, and not created again', async () => {
      const bench = open()
      const operations = [creatingUser('ada'), creatingGroup('Staff', ['bulkId:ada'])]
      const first = await sendKeyed(bench, operations)
      await bench.delete(`/Users/${idAt(first, 0)}`)
      const second = await sendKeyed(bench, operations)
      expect(statusesOf(second)).toEqual(['201', '201'])
      expect(second.body.Operations.map(locationOf)).toEqual(first.body.Operations.map(locationOf))
      expect('version' in second.body.Operations[0]).toBe(false)
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    })

    test('a day after a request began, all of it is forgotten at once, however long it took', async () => {
      const bench: ProtocolBench = open({ hashPassword: passing(() => bench.advance(hour)) })
      const operations = [creatingGroup('A'), creatingUser('ada', { password: 'slow' }), creatingGroup('B')]
      const first = await sendKeyed(bench, operations)
      bench.advance(day - hour)
      const second = await sendKeyed(bench, operations)
      expect([statusesOf(first), statusesOf(second)]).toEqual([
        ['201', '201', '201'],
        ['201', '409', '201'],
      ])
      const ids = [idAt(first, 0), idAt(first, 2), idAt(second, 0), idAt(second, 2)]
      for (const id of ids) expect((await bench.get(`/Groups/${id}`)).status).toBe(200)
      expect(new Set(ids).size).toBe(4)
    })

    test('a request that comes again within the day and ends after it repeats nothing', async () => {
      let pause = 0
      const bench: ProtocolBench = open({ hashPassword: passing(() => bench.advance(pause)) })
      const operations = [creatingGroup('A'), creatingUser('ada', { password: 'slow' }), creatingGroup('B')]
      const first = await sendKeyed(bench, operations)
      bench.advance(day - 60_000)
      pause = hour / 2
      const second = await sendKeyed(bench, operations)
      expect(second.body).toEqual(first.body)
      expect(await bench.changeRecords()).toHaveLength(3)
    })

    test('two requests of one key that come at once do everything once', async () => {
      const bench = open()
      const operations = Array.from({ length: 10 }, (_, n) => [
        creatingUser(`user-${n}`),
        creatingGroup(`group-${n}`, [`bulkId:user-${n}`]),
      ]).flat()
      const [first, second] = await Promise.all([sendKeyed(bench, operations), sendKeyed(bench, operations)])
      expect(statusesOf(first)).toEqual(operations.map(() => '201'))
      expect(second.body.Operations.map(locationOf)).toEqual(first.body.Operations.map(locationOf))
      expect(await bench.changeRecords()).toHaveLength(20)
    })

    test('an atomic request that comes again is answered as it was', async () => {
      const bench = open()
      const operations = [creatingUser('ada'), creatingGroup('Staff', ['bulkId:ada'])]
      const first = await sendKeyed(bench, operations, '/Bulk?atomic=true')
      const second = await sendKeyed(bench, operations, '/Bulk?atomic=true')
      expect([first.status, second.body]).toEqual([200, first.body])
      expect((await sendKeyed(bench, operations)).status).toBe(422)
      expect((await sendKeyed(bench, operations.slice(1), '/Bulk?atomic=true')).status).toBe(422)
      expect(await bench.changeRecords()).toHaveLength(2)
    })
  })
}

const hour = 60 * 60 * 1000
const day = 24 * hour

/** Hashes passwords, while time passes. */
function passing(pass: () => void) {
  return async (password: string) => {
    pass()
    return `hashed:${password.length}`
  }
}

function sendKeyed(bench: ProtocolBench, operations: readonly unknown[], path = '/Bulk') {
  return bench.post(path, { schemas: [bulkRequestUrn], Operations: operations }, { 'idempotency-key': 'bulk-1' })
}

/** Sends the request to a process that dies where it hashes a password. */
async function breakOff(bench: ProtocolBench, operations: readonly unknown[]): Promise<void> {
  await new Promise<void>((resolve) => {
    const dying = bench.another({
      hashPassword: () => {
        resolve()
        return new Promise(() => {})
      },
    })
    void sendKeyed(dying, operations)
  })
}

function locationOf({ location }: { readonly location: string }): string {
  return location
}
