import { describe, expect, test } from 'vitest'
import { Group } from '../../src/schema/group.js'
import { User } from '../../src/schema/user.js'
import {
  anyClient,
  bothManners,
  createGroup,
  createUser,
  entra,
  type IdentityProvider,
  identityProvider,
  membersOf,
  okta,
  patchOp,
} from './identity-provider.js'

// Groups as Entra ID sends them (§7.3 E11 to E18, §7.5), with what others do to members.

interface Crew {
  readonly idp: IdentityProvider
  readonly group: string
  /** Three users; the first two are in the group. */
  readonly ids: readonly [string, string, string]
}

async function crew(idp: IdentityProvider): Promise<Crew> {
  const ids = [await createUser(idp, 'a'), await createUser(idp, 'b'), await createUser(idp, 'c')] as const
  return { idp, ids, group: await createGroup(idp, 'Operators', ids.slice(0, 2)) }
}

async function crews(): Promise<readonly [Crew, Crew]> {
  const [compatible, strict] = bothManners(entra)
  return [await crew(compatible), await crew(strict)]
}

describe('a group', () => {
  test('Q29 D-38 is made with a schema of Microsoft; strict: 400 invalidSyntax', async () => {
    const [compatible, strict] = bothManners(entra)
    const sent = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
 "externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"displayName","meta":{"resourceType":"Group"}}`
    const created = await compatible.post('/Groups', sent)
    expect(created).toMatchObject({ status: 201, tolerated: ['ignoreUnknownSchemas'] })
    expect((await compatible.get(`/Groups/${created.body.id}`)).body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
    })
    const refused = await strict.post('/Groups', sent)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    expect((await strict.get('/Groups')).body.totalResults).toBe(0)
  })

  test('Q7 Q33 is looked up by its name in any case, and shown without members', async () => {
    for (const { idp, group } of await crews()) {
      const list = await idp.get('/Groups?excludedAttributes=members&filter=displayName+eq+"OPERATORS"')
      expect(list).toMatchObject({ status: 200, body: { totalResults: 1, Resources: [{ id: group }] } })
      expect(list.body.Resources[0]).not.toHaveProperty('members')
      const one = await idp.get(`/Groups/${group}?excludedAttributes=members`)
      expect(one.body).toMatchObject({ id: group, displayName: 'Operators' })
      expect(one.body).not.toHaveProperty('members')
      expect((await idp.get(`/Groups/${group}`)).body.members).toHaveLength(2)
    }
  })

  test('Q34 is found by a member, bare or quoted; strict: a bare value is 400 invalidFilter', async () => {
    const [compatible, strict] = await crews()
    const bare = ({ group, ids }: Crew) => `/Groups?filter=id+eq+${group}+and+members+eq+${ids[0]}&attributes=id`
    expect(await compatible.idp.get(bare(compatible))).toMatchObject({
      status: 200,
      body: { totalResults: 1, Resources: [{ id: compatible.group }] },
      tolerated: ['acceptUnquotedValue'],
    })
    expect(await strict.idp.get(bare(strict))).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    for (const { idp, group, ids } of [compatible, strict]) {
      const total = async (filter: string) =>
        (await idp.get(`/Groups?filter=${filter}&attributes=id`)).body.totalResults
      expect(await total(`id+eq+"${group}"+and+members+eq+"${ids[1]}"`)).toBe(1)
      expect(await total(`id+eq+"${group}"+and+members+eq+"${ids[2]}"`)).toBe(0)
      expect(await total(`id+eq+"${group}"+and+members[value+eq+"${ids[0]}"]`)).toBe(1)
    }
  })

  test('Q36 D-72 of a name that is taken, in any case, is 409 where names are unique, and else made', async () => {
    const attributes = Group.schema.attributes.map((attribute) =>
      attribute.name === 'displayName' ? { ...attribute, uniqueness: 'server' as const } : attribute,
    )
    const UniqueGroup = { ...Group, schema: { ...Group.schema, attributes } }
    for (const [type, status, total] of [
      [UniqueGroup, 409, 1],
      [Group, 201, 2],
    ] as const) {
      for (const each of bothManners(entra, { resourceTypes: [User, type] })) {
        const { idp, group } = await crew(each)
        const second = await idp.post('/Groups', {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
          displayName: 'operators',
        })
        expect(second.status).toBe(status)
        if (status === 409) expect(second.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
        expect((await idp.get('/Groups')).body.totalResults).toBe(total)
        // It does not stand in its own way.
        const rename = patchOp('{"op":"Replace","path":"displayName","value":"Operators"}')
        expect((await idp.patch(`/Groups/${group}`, rename)).status).toBe(204)
        const byExternalId = await idp.get('/Groups?filter=externalId+eq+"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159"')
        expect(byExternalId.body.totalResults).toBe(total - 1)
      }
    }
  })

  test('Q37 D-62 is changed with 204 and no body; with attributes asked for, 200 and a body', async () => {
    for (const { idp, group } of await crews()) {
      const message = patchOp('{"op":"Replace","path":"displayName","value":"1879db59-updatedDisplayName"}')
      const changed = await idp.patch(`/Groups/${group}`, message)
      expect(changed).toMatchObject({ status: 204, body: undefined })
      const shown = await idp.patch(`/Groups/${group}?excludedAttributes=members`, message)
      expect(shown).toMatchObject({ status: 200, body: { id: group, displayName: '1879db59-updatedDisplayName' } })
      expect(shown.body).not.toHaveProperty('members')
    }
  })
})

describe('members', () => {
  test('Q23 are added by value alone: $ref and display may be null, type may be missing', async () => {
    for (const { idp, group, ids } of await crews()) {
      const added = await idp.patch(
        `/Groups/${group}`,
        patchOp(`{"op":"Add","path":"members","value":[{"$ref":null,"value":"${ids[2]}"}]}`),
      )
      expect(added).toMatchObject({ status: 204, tolerated: [] })
      expect(await membersOf(idp, group)).toEqual(ids)
      expect((await idp.get(`/Groups/${group}`)).body.members[2]).toMatchObject({ value: ids[2], type: 'User' })
      const put = await idp.put(
        `/Groups/${group}`,
        `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"${group}","displayName":"Operators",
  "members":[{"value":"${ids[1]}","display":null}]}`,
      )
      expect(put.status).toBe(200)
      expect(await membersOf(idp, group)).toEqual([ids[1]])
    }
  })

  test.each([
    ['an array', (id: string) => `[{"$ref":null,"value":"${id}"}]`],
    ['an array without $ref', (id: string) => `[{"value":"${id}"}]`],
    [
      'with a display and a type that are not stored',
      (id: string) => `[{"value":"${id}","display":"x","type":"User"}]`,
    ],
    ['an object', (id: string) => `{"value":"${id}"}`],
    ['text', (id: string) => `"${id}"`],
    ['wrapped, as Salesforce does', (id: string) => `{"members":[{"value":"${id}"}]}`],
  ])('Q20 D-05 are removed by a value: %s; strict: 400 invalidSyntax', async (_form, shown) => {
    const [compatible, strict] = await crews()
    const remove = ({ idp, group, ids }: Crew) =>
      idp.patch(`/Groups/${group}`, patchOp(`{"op":"Remove","path":"members","value":${shown(ids[0])}}`))
    const removed = await remove(compatible)
    expect(removed.status).toBe(204)
    expect(removed.tolerated).toContain('removeListedValues')
    expect(await membersOf(compatible.idp, compatible.group)).toEqual([compatible.ids[1]])
    expect(await remove(strict)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    expect(await membersOf(strict.idp, strict.group)).toEqual(strict.ids.slice(0, 2))
  })

  test('Q20 an empty list to remove removes nobody', async () => {
    const { idp, group, ids } = await crew(identityProvider(entra))
    expect(await idp.patch(`/Groups/${group}`, patchOp('{"op":"Remove","path":"members","value":[]}'))).toMatchObject({
      status: 204,
      tolerated: ['removeListedValues'],
    })
    expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
  })

  test.each([
    ['without a value', '{"op":"remove","path":"members"}'],
    ['with null, as Keycloak does', '{"op":"remove","path":"members","value":null}'],
  ])('Q21 are all removed by the path alone, and the log says so: %s', async (_form, operation) => {
    const [compatible, strict] = await crews()
    const emptied = await compatible.idp.patch(`/Groups/${compatible.group}`, patchOp(operation))
    expect(emptied).toMatchObject({ status: 204, tolerated: ['removeAllMembers'] })
    expect(await membersOf(compatible.idp, compatible.group)).toEqual([])
    expect(await strict.idp.patch(`/Groups/${strict.group}`, patchOp(operation))).toMatchObject({
      status: 204,
      tolerated: [],
    })
    expect(await membersOf(strict.idp, strict.group)).toEqual([])
  })

  test('Q21 are not all removed at once where the connection protects them: 403, and nothing is done', async () => {
    for (const each of bothManners(entra, { settings: { protectMembers: true } })) {
      const { idp, group, ids } = await crew(each)
      const refused = await idp.patch(
        `/Groups/${group}`,
        patchOp('{"op":"Replace","path":"displayName","value":"Lost"}', '{"op":"Remove","path":"members"}'),
      )
      expect(refused).toMatchObject({ status: 403, body: { status: '403' } })
      expect(refused.body.detail).toContain("'members'")
      expect((await idp.get(`/Groups/${group}`)).body.displayName).toBe('Operators')
      expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
      const named = await idp.patch(
        `/Groups/${group}`,
        patchOp(`{"op":"remove","path":"members[value eq \\"${ids[0]}\\"]"}`),
      )
      expect(named.status).toBe(204)
      expect(await membersOf(idp, group)).toEqual([ids[1]])
    }
  })

  test.each([
    [
      'replace',
      (group: Crew) =>
        group.idp.patch(`/Groups/${group.group}`, patchOp('{"op":"replace","path":"members","value":[]}')),
    ],
    [
      'PUT',
      (group: Crew) =>
        group.idp.put(
          `/Groups/${group.group}`,
          '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Operators","members":[]}',
        ),
    ],
  ])(
    'Q22 are emptied by %s of an empty list, also of an empty group, also where they are protected',
    async (_way, empty) => {
      for (const each of bothManners(okta, { settings: { protectMembers: true } })) {
        const group = await crew(each)
        for (const _time of [1, 2]) {
          expect([200, 204]).toContain((await empty(group)).status)
          expect(await membersOf(group.idp, group.group)).toEqual([])
        }
      }
    },
  )

  test('Q24 redundant adds and removes: success, no version, no record', async () => {
    for (const { idp, group, ids } of await crews()) {
      const before = await idp.get(`/Groups/${group}`)
      const records = (await idp.bench.changeRecords()).length
      for (const operation of [
        `{"op":"Add","path":"members","value":[{"value":"${ids[0]}"},{"value":"${ids[1]}"}]}`,
        `{"op":"Add","path":"members","value":[{"value":"${ids[1]}"},{"value":"${ids[1]}"}]}`,
        `{"op":"remove","path":"members[value eq \\"${ids[2]}\\"]"}`,
        '{"op":"remove","path":"members[value eq \\"nobody\\"]"}',
        '{"op":"Replace","path":"displayName","value":"Operators"}',
      ]) {
        expect([operation, (await idp.patch(`/Groups/${group}`, patchOp(operation))).status]).toEqual([operation, 204])
      }
      expect((await idp.get(`/Groups/${group}`)).body).toEqual(before.body)
      expect(await idp.bench.changeRecords()).toHaveLength(records)
    }
  })

  test('Q25 D-54 who does not exist is refused by name, by POST, PUT and PATCH, and nothing is done', async () => {
    for (const { idp, group, ids } of await crews()) {
      const body = (displayName: string) => ({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName,
        members: [{ value: ids[2] }, { value: 'f648f8d5ea4e4cd38e9c' }],
      })
      for (const answer of [
        await idp.post('/Groups', body('New')),
        await idp.put(`/Groups/${group}`, body('Operators')),
        await idp.patch(
          `/Groups/${group}`,
          patchOp(`{"op":"Add","path":"members","value":[{"value":"${ids[2]}"},{"value":"f648f8d5ea4e4cd38e9c"}]}`),
        ),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        expect(answer.body.detail).toContain("'f648f8d5ea4e4cd38e9c'")
      }
      expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
      expect((await idp.get('/Groups')).body.totalResults).toBe(1)
    }
  })

  test('Q25 D-54 who does not exist is left out where the connection says so; strict: 400 all the same', async () => {
    const [compatible, strict] = bothManners(entra, { settings: { skipUnknownMembers: true } })
    for (const each of [compatible, strict]) {
      const { idp, group, ids } = await crew(each)
      const added = await idp.patch(
        `/Groups/${group}`,
        patchOp(`{"op":"Add","path":"members","value":[{"value":"${ids[2]}"},{"value":"f648f8d5ea4e4cd38e9c"}]}`),
      )
      expect(added.status).toBe(each === strict ? 400 : 204)
      expect(added.tolerated).toEqual(each === strict ? [] : ['skipUnknownMembers'])
      expect(await membersOf(idp, group)).toEqual(each === strict ? ids.slice(0, 2) : ids)
    }
  })

  test('Q25 D-54 a group is a member of a group, and 400 by POST, PUT and PATCH where groups are flat', async () => {
    for (const flatGroups of [false, true]) {
      for (const each of bothManners(entra, { settings: { flatGroups } })) {
        const { idp, group, ids } = await crew(each)
        const inner = await createGroup(idp, 'Inner')
        const body = (displayName: string) => ({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
          displayName,
          members: [{ value: ids[0] }, { value: inner, type: 'Group' }],
        })
        const answers = [
          await idp.post('/Groups', body('Outer')),
          await idp.patch(`/Groups/${group}`, patchOp(`{"op":"add","path":"members","value":[{"value":"${inner}"}]}`)),
          await idp.put(`/Groups/${group}`, body('Operators')),
        ]
        expect(answers.map(({ status }) => status)).toEqual(flatGroups ? [400, 400, 400] : [201, 204, 200])
        if (flatGroups) {
          for (const { body } of answers) expect(body.scimType).toBe('invalidValue')
          expect(answers[0]?.body.detail).toContain(`'${inner}'`)
        }
        expect(await membersOf(idp, group)).toEqual(flatGroups ? ids.slice(0, 2) : [ids[0], inner])
      }
    }
  })

  test('Q39 a thousand members come in one PATCH, or in chunks of a hundred operations', async () => {
    const idp = identityProvider(anyClient)
    const ids = await Promise.all(Array.from({ length: 1000 }, (_, n) => createUser(idp, `user-${n}`)))
    const group = await createGroup(idp, 'All')
    const values = ids.map((value) => `{"value":"${value}","display":"${'x'.repeat(1000)}"}`)
    const message = patchOp(`{"op":"add","path":"members","value":[${values.join(',')}]}`)
    expect(message.length).toBeGreaterThan(1024 * 1024)
    expect((await idp.patch(`/Groups/${group}`, message)).status).toBe(204)
    expect(await membersOf(idp, group)).toEqual(ids)
    for (let from = 0; from < 1000; from += 100) {
      const removals = ids.slice(from, from + 100).map((id) => `{"op":"remove","path":"members[value eq \\"${id}\\"]"}`)
      expect((await idp.patch(`/Groups/${group}`, patchOp(...removals))).status).toBe(204)
    }
    expect(await membersOf(idp, group)).toEqual([])
    const spoilt = patchOp(`{"op":"add","path":"members","value":[${values.join(',')},{"value":"nobody"}]}`)
    expect((await idp.patch(`/Groups/${group}`, spoilt)).status).toBe(400)
    expect(await membersOf(idp, group)).toEqual([])
  })

  test('Q40 additions and removals at once: none is lost, and one reads what one wrote', async () => {
    const idp = identityProvider(entra)
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => createUser(idp, `user-${n}`)))
    const group = await createGroup(idp, 'All', ids.slice(0, 20))
    await Promise.all(
      ids.map(async (id, n) => {
        const operation =
          n < 20
            ? `{"op":"Remove","path":"members","value":[{"value":"${id}"}]}`
            : `{"op":"Add","path":"members","value":[{"value":"${id}"}]}`
        expect((await idp.patch(`/Groups/${group}`, patchOp(operation))).status).toBe(204)
        expect((await membersOf(idp, group)).includes(id)).toBe(n >= 20)
      }),
    )
    expect(await membersOf(idp, group)).toEqual(ids.slice(20))
  })
})
