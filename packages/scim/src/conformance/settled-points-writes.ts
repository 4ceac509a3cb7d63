import { expect, test } from 'vitest'
import { string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { creatingUser, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import { deviceBody } from './device.js'
import { refusalIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'
import type { ScimAnswer } from './scim-client.js'
import { badRequest, createSubject } from './subject.js'

/** Settled points of writes. */
export function testSettledWrites(open: OpenBench, strict: boolean): void {
  testValues(open, strict)
  testMembers(open, strict)
  testGrants(open, strict)
}

function testValues(open: OpenBench, strict: boolean): void {
  test('D-08 "True" is a boolean only where the schema has one: a text that says so stays a text', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { title: 'True', nickName: 'false' }))
    expect(await user.read()).toMatchObject({ title: 'True', nickName: 'false' })
    const patched = await user.changedBy([{ op: 'replace', path: 'title', value: 'False' }])
    expect(patched.title).toBe('False')
    const device = await createSubject(bench, '/Devices', deviceBody('1', { shared: true }))
    const operations = [{ op: 'replace', value: { shared: 'FALSE', code: 'TRUE' } }]
    if (strict) await device.refuses(operations, badRequest('invalidValue'))
    else expect(await device.changedBy(operations)).toMatchObject({ shared: false, code: 'TRUE' })
  })

  test('D-37 a value that is taken is 409 uniqueness in Bulk, for each method, as a string', async () => {
    const bench = open()
    await bench.post('/Users', userBody('taken'))
    const { path, ...other } = await createSubject(bench, '/Users', userBody('other'))
    const answer = await sendBulk(bench, [
      creatingUser('TAKEN'),
      { method: 'PUT', path, data: userBody('Taken') },
      patching(path, [{ op: 'replace', path: 'userName', value: 'taken' }]),
      { method: 'POST', path: '/Devices', bulkId: 'd1', data: deviceBody('s-1') },
      { method: 'POST', path: '/Devices', bulkId: 'd2', data: deviceBody('S-1') },
    ])
    expect(statusesOf(answer)).toEqual(['409', '409', '409', '201', '409'])
    for (const { status, response } of answer.body.Operations) {
      if (status === '409') expect(response).toMatchObject({ status: '409', scimType: 'uniqueness' })
    }
    expect(await other.read()).toEqual(other.created.body)
    expect((await bench.get('/Users')).body.totalResults).toBe(2)
  })

  const standard = strict ? 'is refused' : 'is taken and ignored'
  test(`D-38 a standard attribute that the service has left out of its own ${standard} in a body`, async () => {
    const SmallUser = defineResourceType({
      name: 'User',
      endpoint: '/Users',
      schema: defineSchema(userUrn, { userName: string({ required: true, uniqueness: 'server' }) }),
    })
    const bench = open({ resourceTypes: [SmallUser] })
    const { body } = await bench.post('/Users', { schemas: [userUrn], userName: 'a' })
    const whole = (userName: string) => ({ schemas: [userUrn], userName, nickName: 'N', emails: [{ value: 'e@x' }] })
    const answers: readonly ScimAnswer[] = [
      await bench.post('/Users', whole('b')),
      await bench.put(`/Users/${body.id}`, whole('c')),
    ]
    if (strict) {
      for (const answer of answers) expect(refusalIn(answer)).toEqual({ status: 400, scimType: 'invalidSyntax' })
      expect((await bench.get('/Users')).body.Resources).toEqual([body])
    } else {
      expect(answers.map(({ status }) => status)).toEqual([201, 200])
      expect(JSON.stringify((await bench.get('/Users')).body)).not.toMatch(/nickName|emails/)
      expect(new Set(bench.tolerated)).toEqual(new Set(['ignoreUnknownAttributes']))
    }
  })
}

function testMembers(open: OpenBench, strict: boolean): void {
  test('D-54 a group is a member of a group, unless the connection has flat groups: then 400 invalidValue', async () => {
    const bench = open()
    const inner = await createSubject(bench, '/Groups', groupBody('Inner'))
    const outer = await createSubject(bench, '/Groups', groupBody('Outer', [inner.id]))
    expect((await outer.read()).members).toMatchObject([{ value: inner.id, type: 'Group' }])
    const flat = bench.another({ settings: { flatGroups: true } })
    const user = await createSubject(flat, '/Users', userBody('a@x.example'))
    const crew = await createSubject(flat, '/Groups', groupBody('Crew', [user.id]))
    const add = [{ op: 'add', path: 'members', value: [{ value: inner.id }] }]
    await crew.refuses(add, badRequest('invalidValue'))
    await crew.refuses(() => crew.put(groupBody('Crew', [user.id, inner.id])), badRequest('invalidValue'))
    expect(refusalIn(await flat.post('/Groups', groupBody('New', [inner.id])))).toEqual(badRequest('invalidValue'))
    expect((await flat.get('/Groups')).body.totalResults).toBe(3)
  })

  test('D-54 what is neither a user nor a group is no member of a group: 400 invalidValue, and nothing is written', async () => {
    const bench = open()
    const device = await createSubject(bench, '/Devices', deviceBody('1'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    const members = [{ value: device.id, type: 'User' }]
    await group.refuses([{ op: 'add', path: 'members', value: members }], badRequest('invalidValue'))
    await group.refuses([{ op: 'replace', value: { members } }], badRequest('invalidValue'))
    await group.refuses(() => group.put(groupBody('Crew', [device.id])), badRequest('invalidValue'))
    const refused = await bench.post('/Groups', groupBody('New', [device.id]))
    expect(refusalIn(refused)).toEqual(badRequest('invalidValue'))
    expect(refused.body.detail).toContain(`'${device.id}' is a Device`)
    expect((await bench.get('/Groups')).body.totalResults).toBe(1)
  })

  const unknown = strict ? 'is refused all the same' : 'is left out, and counted'
  test(`D-54 a member that does not exist ${unknown} where the connection skips those`, async () => {
    const bench = open({ settings: { skipUnknownMembers: true } })
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    const add = [{ op: 'add', path: 'members', value: [{ value: user.id }, { value: 'nobody' }] }]
    if (strict) return group.refuses(add, badRequest('invalidValue'))
    expect((await group.changedBy(add)).members).toMatchObject([{ value: user.id }])
    expect(bench.tolerated).toEqual(['skipUnknownMembers'])
  })
}

function testGrants(open: OpenBench, strict: boolean): void {
  const absent = strict ? 'clears them' : 'leaves them as they are, and says so'
  test(`D-74 a PUT without roles and entitlements ${absent}; an empty array clears only what it is given for`, async () => {
    const bench = open()
    const held = { roles: [{ value: 'pilot' }], entitlements: [{ value: 'ship' }] }
    const user = await createSubject(bench, '/Users', userBody('a@x.example', held))
    const without = await user.changedBy(() => user.put(userBody('a@x.example', { title: 'T' })))
    if (strict) {
      expect(without).not.toHaveProperty('roles')
      expect(without).not.toHaveProperty('entitlements')
    } else {
      expect(without).toMatchObject(held)
      expect(bench.tolerated).toContain('keepAbsentGrants')
    }
    const some = { roles: [], entitlements: [{ value: 'ship' }] }
    const after = await bench.put(user.path, userBody('a@x.example', { title: 'T', ...some }))
    expect(after.body.entitlements).toMatchObject([{ value: 'ship' }])
    expect(after.body).not.toHaveProperty('roles')
  })
}
