import { describe, expect, test } from 'vitest'
import { complex, reference, string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { creatingGroup, creatingUser, idAt, membersOf, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.7.1, §3.7.2: operations that refer to what others create. */
export function testBulkIds(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.7.2, "bulkId" temporary identifiers', () => {
    requirement('7644-3.7.2-a', 'a bulkId in the data of another operation becomes the id', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser('ada'), creatingGroup('Staff', ['bulkId:ada'])])
      expect(statusesOf(answer)).toEqual(['201', '201'])
      expect(await membersOf(bench, idAt(answer, 1))).toEqual([idAt(answer, 0)])
    })

    requirement('7644-3.7.2-b', 'a bulkId in a reference of an extension becomes the id', async () => {
      const bench = open()
      const employed = (manager: unknown) => ({ schemas: [userUrn, enterpriseUrn], [enterpriseUrn]: { manager } })
      const answer = await sendBulk(bench, [
        creatingUser('bob', employed({ value: 'bulkId:ada' })),
        creatingUser('cyd', employed({ $ref: '/Users/bulkId:ada' })),
        creatingUser('ada'),
        patching('/Users/bulkId:ada', [
          { op: 'add', path: `${enterpriseUrn}:manager`, value: { value: 'bulkId:bob' } },
        ]),
      ])
      expect(statusesOf(answer)).toEqual(['201', '201', '201', '200'])
      const managerOf = async (index: number) =>
        (await bench.get(`/Users/${idAt(answer, index)}`)).body[enterpriseUrn].manager.value
      expect(await managerOf(0)).toBe(idAt(answer, 2))
      expect(await managerOf(1)).toBe(idAt(answer, 2))
      expect(await managerOf(2)).toBe(idAt(answer, 0))
    })

    test('D-48 a bulkId becomes the id in every reference that a schema declares, and in nothing else', async () => {
      const Desk = defineResourceType({
        name: 'Desk',
        endpoint: '/Desks',
        schema: defineSchema('urn:example:params:scim:schemas:core:2.0:Desk', {
          label: string({ required: true }),
          owner: reference({ referenceTypes: ['User'] }),
          site: reference({ referenceTypes: ['external'] }),
          tags: complex({ value: string() }, { multiValued: true }),
          users: complex({ value: string(), $ref: reference({ referenceTypes: ['User'] }) }, { multiValued: true }),
        }),
      })
      const bench = open({ resourceTypes: [User, Group, Desk] })
      const answer = await sendBulk(bench, [
        creatingUser('ada', {
          displayName: 'bulkId:ada',
          emails: [{ value: 'bulkId:ada' }],
          roles: [{ value: 'bulkId:x' }],
        }),
        {
          method: 'POST',
          path: '/Desks',
          bulkId: 'desk',
          data: {
            schemas: [Desk.schema.id],
            label: 'bulkId:ada',
            owner: '/Users/bulkId:ada',
            site: 'https://example.com/bulkId:nobody',
            tags: [{ value: 'bulkId:nobody' }],
            users: [{ VALUE: 'bulkId:ada' }],
          },
        },
      ])
      expect(statusesOf(answer)).toEqual(['201', '201'])
      const id = idAt(answer, 0)
      const user = (await bench.get(`/Users/${id}`)).body
      expect(user).toMatchObject({
        displayName: 'bulkId:ada',
        emails: [{ value: 'bulkId:ada' }],
        roles: [{ value: 'bulkId:x' }],
      })
      expect((await bench.get(`/Desks/${idAt(answer, 1)}`)).body).toMatchObject({
        label: 'bulkId:ada',
        owner: `/Users/${id}`,
        site: 'https://example.com/bulkId:nobody',
        tags: [{ value: 'bulkId:nobody' }],
        users: [{ value: id }],
      })
    })

    test('D-48 a bulkId becomes the id in values of PATCH, and in value filters of its paths', async () => {
      const bench = open()
      const { id } = (await bench.post('/Groups', groupBody('Staff'))).body
      const path = `/Groups/${id}`
      const answer = await sendBulk(bench, [
        creatingUser('ada'),
        creatingUser('bob'),
        creatingUser('cyd'),
        patching(path, [
          { op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }, { value: 'bulkId:bob' }] },
          { op: 'add', value: { members: [{ value: 'bulkId:cyd' }], displayName: 'bulkId:cyd' } },
          { op: 'remove', path: 'members[value eq "bulkId:ada" or value eq"bulkId:bob"]' },
        ]),
      ])
      expect(statusesOf(answer)).toEqual(['201', '201', '201', '204'])
      expect((await bench.get(path)).body.displayName).toBe('bulkId:cyd')
      expect(await membersOf(bench, id)).toEqual([idAt(answer, 2)])
    })

    test('D-48 a bulkId becomes the id where a reference comes without its object (Q18, Q19)', async () => {
      const bench = open()
      const more = { [enterpriseUrn]: { manager: 'bulkId:ada' } }
      const staff = { ...creatingGroup('Staff'), data: { ...groupBody('Staff'), members: ['bulkId:ada'] } }
      const answer = await sendBulk(bench, [creatingUser('ada'), creatingUser('bob', more), staff])
      expect(statusesOf(answer)).toEqual(strict ? ['201', '400', '400'] : ['201', '201', '201'])
      if (strict) return
      const id = idAt(answer, 0)
      expect((await bench.get(`/Users/${idAt(answer, 1)}`)).body[enterpriseUrn].manager.value).toBe(id)
      expect(await membersOf(bench, idAt(answer, 2))).toEqual([id])
    })

    requirement(
      '7644-3.7.2-c',
      'a reference to a bulkId that is unknown, or whose operation failed, is 409, and nothing is half created (D-48)',
      async () => {
        const bench = open()
        const answer = await sendBulk(bench, [
          creatingGroup('Unknown', ['bulkId:nobody']),
          creatingGroup('Chained', ['bulkId:Failed']),
          creatingGroup('Failed', ['bulkId:ada']),
          { ...creatingUser('ada'), data: { schemas: [userUrn] } },
          patching('/Groups/bulkId:Chained', [{ op: 'replace', path: 'displayName', value: 'x' }]),
          { method: 'DELETE', path: '/Users/bulkId:nobody' },
          creatingGroup('Other'),
        ])
        expect(statusesOf(answer)).toEqual(['409', '409', '409', '400', '409', '409', '201'])
        const details = answer.body.Operations.map(
          ({ response }: { response?: { detail: string } }) => response?.detail,
        )
        expect(details[0]).toContain("'nobody'")
        expect([details[1], details[2]]).toEqual([expect.stringContaining('3'), expect.stringContaining('4')])
        const names = (await bench.get('/Groups')).body.Resources.map(
          (group: { displayName: string }) => group.displayName,
        )
        expect(names).toEqual(['Other'])
        expect(await bench.changeRecords()).toHaveLength(1)
      },
    )

    requirement('7644-3.7.2-d', 'a bulkId in the path of an operation becomes the id', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [
        patching('/Groups/bulkId:Staff', [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }] }]),
        creatingGroup('Staff'),
        creatingUser('ada'),
        { method: 'PUT', path: '/Users/bulkId:ada', data: userBody('ada', { displayName: 'Ada' }) },
        { method: 'DELETE', path: '/Users/bulkId:Staff' },
      ])
      expect(statusesOf(answer)).toEqual(['204', '201', '201', '200', '404'])
      expect(answer.body.Operations[0].location).toBe(answer.body.Operations[1].location)
      const group = (await bench.get(`/Groups/${idAt(answer, 1)}`)).body
      expect(group.members).toMatchObject([{ value: idAt(answer, 2), display: 'Ada' }])
      expect(JSON.stringify(group)).not.toContain('bulkId')
    })

    requirement(
      '7644-3.7.2-e',
      'two operations of one bulkId are refused as a whole, and nothing is done',
      async () => {
        const bench = open()
        const twice = [creatingUser('ada'), { ...creatingUser('bob'), bulkId: 'ada' }]
        const { status, body } = await sendBulk(bench, twice)
        expect([status, body.scimType]).toEqual([400, 'invalidValue'])
        expect(body.detail).toContain("'ada'")
        for (const bulkId of [7, '', 'x'.repeat(256)]) {
          const refused = await sendBulk(bench, [{ ...creatingUser('ada'), bulkId }])
          expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue'])
        }
        expect((await bench.get('/Users')).body.totalResults).toBe(0)
      },
    )

    test('7643-3.1-h no id holds what clients name resources by for the length of a request', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser('ada'), creatingGroup('Staff', ['bulkId:ada'])])
      for (const index of [0, 1]) expect(idAt(answer, index)).toMatch(/^[0-9a-f-]{36}$/)
    })
  })
}
