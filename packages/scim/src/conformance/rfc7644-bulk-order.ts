import { describe, expect, test } from 'vitest'
import { creatingGroup, creatingUser, idAt, membersOf, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'

/** RFC 7644 §3.7, §3.7.1: the order of operations, circles among them, and when to stop. */
export function testBulkOrder(open: OpenBench): void {
  describe('RFC 7644 §3.7.1, circular reference processing', () => {
    requirement(
      '7644-3.7-n',
      'a forward reference gives the state that the other order would, and results keep their order',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Groups', groupBody('Old'))).body
        const answer = await sendBulk(bench, [
          creatingGroup('Staff', ['bulkId:ada']),
          patching(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }] }]),
          // Had the operation before waited for its reference, this one would have gone before it.
          { method: 'PUT', path: `/Groups/${id}`, data: groupBody('New') },
          creatingUser('ada'),
        ])
        expect(statusesOf(answer)).toEqual(['201', '204', '200', '201'])
        expect(await membersOf(bench, idAt(answer, 0))).toEqual([idAt(answer, 3)])
        expect((await bench.get(`/Groups/${id}`)).body).toMatchObject({
          displayName: 'New',
          meta: { version: 'W/"3"' },
        })
        expect(await membersOf(bench, id)).toEqual([])
      },
    )

    test('D-48 a chain of 200 forward references is resolved', async () => {
      const bench = open()
      const length = 200
      const operations = Array.from({ length }, (_, n) =>
        creatingGroup(`group-${n}`, n + 1 < length ? [`bulkId:group-${n + 1}`] : []),
      )
      const answer = await sendBulk(bench, operations)
      expect(new Set(statusesOf(answer))).toEqual(new Set(['201']))
      for (const n of [0, 99, 198]) expect(await membersOf(bench, idAt(answer, n))).toEqual([idAt(answer, n + 1)])
      expect(await membersOf(bench, idAt(answer, length - 1))).toEqual([])
    })

    requirement('7644-3.7.1-a', 'groups that refer to each other in a circle are all created', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [
        creatingGroup('A', ['bulkId:B']),
        creatingGroup('B', ['bulkId:C', 'bulkId:ada']),
        creatingUser('ada'),
        creatingGroup('C', ['bulkId:A']),
        creatingGroup('D', ['bulkId:D']),
      ])
      expect(statusesOf(answer)).toEqual(['201', '201', '201', '201', '201'])
      const [a, b, ada, c, d] = [0, 1, 2, 3, 4].map((index) => idAt(answer, index))
      expect(await membersOf(bench, a ?? '')).toEqual([b])
      expect(new Set(await membersOf(bench, b ?? ''))).toEqual(new Set([c, ada]))
      expect(await membersOf(bench, c ?? '')).toEqual([a])
      expect(await membersOf(bench, d ?? '')).toEqual([d])
      const records = await bench.changeRecords()
      const setOf = (id: string | undefined) => records.find((record) => record.id === id)?.writeSet
      expect(setOf(a)).toBe(setOf(c))
      expect(setOf(a)).not.toBe(setOf(d))
    })

    test('D-48 a circle of many is one write set, however long it is', async () => {
      const bench = open()
      const names = Array.from({ length: 25 }, (_, n) => `Group ${n}`)
      const circle = names.map((name, n) => creatingGroup(name, [`bulkId:${names[(n + 1) % names.length]}`]))
      const answer = await sendBulk(bench, circle)
      expect(new Set(statusesOf(answer))).toEqual(new Set(['201']))
      for (const n of [0, 11, 24]) expect(await membersOf(bench, idAt(answer, n))).toEqual([idAt(answer, (n + 1) % 25)])
      expect(new Set((await bench.changeRecords()).map(({ writeSet }) => writeSet)).size).toBe(1)
    })

    test('D-48 when an operation of a circle fails, each of them reports the error, and none is done', async () => {
      const bench = open()
      const nobody = '00000000-0000-7000-8000-000000000000'
      const answer = await sendBulk(bench, [
        creatingGroup('A', ['bulkId:B']),
        creatingGroup('B', ['bulkId:A', nobody]),
        creatingGroup('C', ['bulkId:A']),
        creatingGroup('D'),
      ])
      expect(statusesOf(answer)).toEqual(['400', '400', '409', '201'])
      for (const index of [0, 1]) expect(answer.body.Operations[index].response.detail).toContain(nobody)
      expect((await bench.get('/Groups')).body.totalResults).toBe(1)
      expect(await bench.changeRecords()).toHaveLength(1)
    })

    requirement(
      '7644-3.7-l',
      'after failOnErrors errors nothing more is begun, and only what was processed is answered (D-48)',
      async () => {
        const bench = open()
        const bad = (n: number) => ({ method: 'DELETE', path: `/Users/nobody-${n}` })
        const operations = [creatingUser('ada'), bad(1), creatingUser('bob'), bad(2), creatingUser('cyd')]
        const one = await sendBulk(bench, operations, { failOnErrors: 1 })
        expect(one.status).toBe(200)
        expect(statusesOf(one)).toEqual(['201', '404'])
        expect((await bench.get('/Users')).body.totalResults).toBe(1)
        const two = await sendBulk(bench, operations.slice(1), { failOnErrors: 2 })
        expect(statusesOf(two)).toEqual(['404', '201', '404'])
        const three = await sendBulk(bench, operations.slice(3), { failOnErrors: 3 })
        expect(statusesOf(three)).toEqual(['404', '201'])
      },
    )

    test('D-48 failOnErrors is an integer of 1 or more', async () => {
      const bench = open()
      for (const failOnErrors of [0, -1, 1.5, '1', true, [1]]) {
        const { status, body } = await sendBulk(bench, [creatingUser('ada')], { failOnErrors })
        expect([status, body.scimType]).toEqual([400, 'invalidValue'])
      }
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    })

    test('D-48 failOnErrors counts in the order in which operations run: what is referred to goes first', async () => {
      const bench = open()
      const answer = await sendBulk(
        bench,
        [creatingGroup('Staff', ['bulkId:ada']), creatingUser('bob'), creatingUser('ada', { userName: 7 })],
        { failOnErrors: 1 },
      )
      const created = answer.body.Operations.map(({ bulkId, status }: Record<string, string>) => [bulkId, status])
      expect(created).toEqual(
        bench.strict
          ? [['ada', '400']]
          : [
              ['Staff', '201'],
              ['bob', '201'],
              ['ada', '201'],
            ],
      )
    })

    test('parallel Bulk requests add members to one group, and none is lost', async () => {
      const bench = open()
      const { id } = (await bench.post('/Groups', groupBody('Staff'))).body
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          sendBulk(bench, [
            creatingUser(`user-${n}`),
            patching(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: `bulkId:user-${n}` }] }]),
            patching(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value: `Staff ${n}` }]),
          ]),
        ),
      )
      for (const answer of answers) expect(statusesOf(answer)).toEqual(['201', '204', '204'])
      expect(new Set(await membersOf(bench, id))).toEqual(new Set(answers.map((answer) => idAt(answer, 0))))
      expect((await bench.get(`/Groups/${id}`)).body.meta.version).toBe('W/"41"')
    })

    test('a password is never in the answer to a Bulk request, and is kept hashed', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [
        { method: 'POST', path: '/Users', bulkId: 'ada', data: userBody('ada', { password: 'Tr1nity-secret' }) },
        { method: 'POST', path: '/Users', bulkId: 'bob', data: userBody('ada', { password: 'Tr1nity-secret' }) },
      ])
      expect(statusesOf(answer)).toEqual(['201', '409'])
      expect(JSON.stringify(answer.body)).not.toContain('Tr1nity-secret')
    })
  })
}
