import { expect, test } from 'vitest'
import { complex, reference, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import type { BenchOptions, OpenBench } from './protocol-bench.js'
import { groupBody, userBody } from './sample-bodies.js'
import { createSubject, expectRefusal } from './subject.js'

const person = () => complex({ value: string(), $ref: reference({ referenceTypes: ['User'] }), note: string() })

/** Nothing of it is required, and it refers to people in the base schema and in an extension. */
const Desk = defineResourceType({
  name: 'Desk',
  endpoint: '/Desks',
  schema: defineSchema('urn:example:params:scim:schemas:core:2.0:Desk', {
    label: string(),
    owner: person(),
    deputy: person(),
  }),
  schemaExtensions: [
    {
      schema: defineSchema('urn:example:params:scim:schemas:extension:2.0:Desk', { cleaner: person() }),
      required: false,
    },
  ],
})

/** Settled points of answers: references, what is kept of a password, and faults. */
export function testSettledAnswers(open: OpenBench, strict: boolean): void {
  test('D-55 the location of what is referred to is made for each answer, and only where it leads somewhere', async () => {
    const bench = open({ resourceTypes: [User, Desk] })
    const { id } = (await bench.post('/Users', userBody('ada'))).body
    const owner = { value: id, $ref: 'https://elsewhere.example/Users/1' }
    const desk = { schemas: [Desk.schema.id], owner, deputy: { note: 'nobody yet' } }
    const { status, body } = await bench.post('/Desks', desk)
    expect(status).toBe(201)
    const read = (await bench.get(`/Desks/${body.id}`)).body
    expect(read).toMatchObject({
      owner: { value: id, $ref: `${bench.baseUrl}/Users/${id}` },
      deputy: { note: 'nobody yet' },
    })
    expect(read.deputy).not.toHaveProperty('$ref')
    await bench.delete(`/Users/${id}`)
    expect((await bench.get(`/Desks/${body.id}`)).body.owner).toEqual({ value: id })
  })

  test('D-55 a group of a type that is not served here is shown without a location', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('ada'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const users = bench.another({ resourceTypes: [User] })
    expect((await user.read()).groups).toMatchObject([{ value: group.id, $ref: `${bench.baseUrl}${group.path}` }])
    expect((await users.get(user.path)).body.groups).toEqual([{ value: group.id, display: 'Crew', type: 'direct' }])
  })

  test('D-27 a resource that holds nothing is its minimum and its meta', async () => {
    const bench = open({ resourceTypes: [Desk] })
    const { status, body } = await bench.post('/Desks', { schemas: [Desk.schema.id] })
    expect(status).toBe(201)
    expect(body).toEqual({ schemas: [Desk.schema.id], id: body.id, meta: body.meta })
    expect((await bench.get(`/Desks/${body.id}`)).body).toEqual(body)
  })

  const dropped = strict ? 'is dropped' : 'is dropped, and counted'
  test(`D-29 where passwords are not kept, one that is sent ${dropped}`, async () => {
    const bench = open({ keepsPasswords: false })
    const user = await createSubject(bench, '/Users', userBody('ada', { password: 'Correct-Horse-7' }))
    await user.keptBy([{ op: 'replace', path: 'password', value: 'Correct-Horse-8' }])
    await user.keptBy(() => user.put(userBody('ada', { password: 'Correct-Horse-9' })))
    expect(JSON.stringify(await user.read())).not.toContain('Correct-Horse')
    expect(bench.tolerated).toEqual(strict ? [] : ['dropPassword', 'dropPassword', 'dropPassword'])
  })

  test('D-69 a fault names the request in the log, where it has a name, also on /Me', async () => {
    const bench = open()
    const { id } = (await bench.post('/Users', userBody('ada'))).body
    const password = [{ op: 'replace', path: 'password', value: 'Correct-Horse-7' }]
    const broken: BenchOptions = {
      requestId: 'r-77',
      subject: { type: User, id },
      failed: () => {},
      hashPassword: () => Promise.reject(new Error('fire in the engine room')),
    }
    for (const path of [`/Users/${id}`, '/Me']) {
      const answer = await bench.another(broken).patch(path, password)
      expectRefusal(answer, { status: 500, scimType: undefined })
      expect(answer.body.detail).toMatch(/ request r-77\.$/)
      expect(JSON.stringify(answer.body)).not.toMatch(/engine room|Correct-Horse/)
    }
  })
}
