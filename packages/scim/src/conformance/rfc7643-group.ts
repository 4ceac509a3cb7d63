import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, groupUrn, userBody } from './sample-bodies.js'

/** RFC 7643 §4.2: groups and their members. */
export function testGroup(open: OpenBench): void {
  describe('RFC 7643 §4.2, groups', () => {
    requirement('7643-4.2-a', 'a group has a displayName, which the schema says (EID 5368)', async () => {
      const bench = open()
      for (const wrong of [{}, { displayName: '' }, { displayName: null }]) {
        const answer = await bench.post('/Groups', { schemas: [groupUrn], ...wrong })
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect((await bench.get('/Groups')).body.totalResults).toBe(0)
      const path = await groupPath(bench, 'Staff')
      const removed = await bench.patch(path, [{ op: 'remove', path: 'displayName' }])
      expect(removed.status).toBe(400)
      expect((await bench.get(path)).body.displayName).toBe('Staff')
      const [displayName] = (await bench.get(`/Schemas/${groupUrn}`)).body.attributes
      expect(displayName).toMatchObject({ name: 'displayName', required: true })
    })

    requirement('7643-4.2-b', 'a member is the id of a user or group, with its $ref and type', async () => {
      const bench = open()
      const user = await userId(bench, 'ada')
      const nested = (await bench.post('/Groups', groupBody('Nested'))).body.id
      // A type that the client gives is not believed.
      const group = await bench.post('/Groups', {
        ...groupBody('Staff'),
        members: [{ value: user, type: 'Group' }, { value: nested }],
      })
      const read = await bench.get(`/Groups/${group.body.id}`)
      const byValue = (a: { value: string }, b: { value: string }) => (a.value < b.value ? -1 : 1)
      expect(read.body.members.sort(byValue)).toEqual(
        [
          { value: user, type: 'User', $ref: `${bench.baseUrl}/Users/${user}`, display: 'Trinity JustTrinity' },
          { value: nested, type: 'Group', $ref: `${bench.baseUrl}/Groups/${nested}`, display: 'Nested' },
        ].sort(byValue),
      )
      for (const { $ref, value } of read.body.members) {
        expect((await bench.get($ref.slice(bench.baseUrl.length))).body.id).toBe(value)
      }
    })

    requirement(
      '7643-4.2-c',
      'whom a member is cannot be changed; it is removed and another added (D-40)',
      async () => {
        const bench = open()
        const [a, b] = [await userId(bench, 'a'), await userId(bench, 'b')]
        const path = await groupPath(bench, 'Staff', [a])
        const before = (await bench.get(path)).body
        for (const operation of [
          { op: 'replace', path: `members[value eq "${a}"].value`, value: b },
          { op: 'replace', path: `members[value eq "${a}"].type`, value: 'Group' },
          { op: 'replace', path: `members[value eq "${a}"].$ref`, value: `${bench.baseUrl}/Users/${b}` },
          { op: 'add', path: `members[value eq "${a}"].value`, value: b },
          { op: 'remove', path: `members[value eq "${a}"].value` },
          { op: 'replace', path: `members[value eq "${a}"]`, value: { value: b } },
        ]) {
          expect(await bench.patch(path, [operation])).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
        }
        expect((await bench.get(path)).body).toEqual(before)
        // The same value again is no change.
        await expectPatched(bench, path, [{ op: 'replace', path: `members[value eq "${a}"].value`, value: a }])
        expect((await bench.get(path)).body).toEqual(before)
        await expectPatched(bench, path, [
          { op: 'remove', path: `members[value eq "${a}"]` },
          { op: 'add', path: 'members', value: [{ value: b }] },
        ])
        expect(await memberIds(bench, path)).toEqual([b])
        await expectPatched(bench, path, [{ op: 'replace', path: 'members', value: [{ value: a }] }])
        expect(await memberIds(bench, path)).toEqual([a])
      },
    )

    requirement('7643-4.2-d', 'a member says whom it is', async () => {
      const bench = open()
      const wrong = { ...groupBody('Staff'), members: [{ display: 'somebody' }] }
      expect(await bench.post('/Groups', wrong)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      const path = await groupPath(bench, 'Staff')
      const add = await bench.patch(path, [{ op: 'add', path: 'members', value: [{ display: 'somebody' }] }])
      expect(add).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      expect(await memberIds(bench, path)).toEqual([])
    })

    requirement('7643-4.2-d', 'a member who does not exist is refused by name, on every way in (D-54)', async () => {
      const bench = open()
      const stranger = await userId(open(), 'stranger')
      const path = await groupPath(bench, 'Staff', [await userId(bench, 'ada')])
      const before = (await bench.get(path)).body
      const members = [{ value: stranger }]
      for (const answer of [
        await bench.post('/Groups', { ...groupBody('New'), members }),
        await bench.put(path, { ...groupBody('Renamed'), members }),
        await bench.patch(path, [{ op: 'add', path: 'members', value: members }]),
        await bench.patch(path, [{ op: 'replace', value: { displayName: 'Renamed', members } }]),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        expect(answer.body.detail).toContain(`'${stranger}'`)
      }
      expect((await bench.get(path)).body).toEqual(before)
      expect((await bench.get('/Groups')).body.totalResults).toBe(1)
    })

    requirement('7643-4.2-e', 'a group may have no members', async () => {
      const bench = open()
      const { status, body } = await bench.post('/Groups', { schemas: [groupUrn], displayName: 'Nobody' })
      expect(status).toBe(201)
      expect((await bench.get(`/Groups/${body.id}`)).body).not.toHaveProperty('members')
    })
  })
}

async function userId(bench: ProtocolBench, userName: string): Promise<string> {
  const { status, body } = await bench.post('/Users', userBody(userName))
  expect(status).toBe(201)
  return body.id
}

async function groupPath(bench: ProtocolBench, displayName: string, members: readonly string[] = []): Promise<string> {
  const { status, body } = await bench.post('/Groups', groupBody(displayName, members))
  expect(status).toBe(201)
  return `/Groups/${body.id}`
}

async function memberIds(bench: ProtocolBench, path: string): Promise<readonly string[]> {
  const { body } = await bench.get(path)
  return (body.members ?? []).map(({ value }: { value: string }) => value)
}

async function expectPatched(bench: ProtocolBench, path: string, operations: readonly unknown[]): Promise<void> {
  expect((await bench.patch(path, operations)).status).toBe(204)
}
