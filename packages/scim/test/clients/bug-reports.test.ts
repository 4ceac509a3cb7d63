import { describe, expect, test } from 'vitest'
import { Group } from '../../src/schema/group.js'
import { User } from '../../src/schema/user.js'
import { workshopCatalogue } from '../service-provider.js'
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
  oneLogin,
  patchOp,
  validator,
} from './identity-provider.js'

// Where other servers broke (idp-clients §13): one test for each report, by its name. What needs authentication or a socket
// is in the server's own tests.

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** Three users and a group of the first two. */
async function crew(idp: IdentityProvider) {
  const ids = [await createUser(idp, 'a'), await createUser(idp, 'b'), await createUser(idp, 'c')] as const
  return { ids, group: await createGroup(idp, 'Operators', ids.slice(0, 2)) }
}

/** The changed user, as it is read afterwards. */
async function patchUser(idp: IdentityProvider, id: string, ...operations: readonly string[]) {
  const { status, body, tolerated } = await idp.patch(`/Users/${id}`, patchOp(...operations))
  expect([status, body.detail]).toEqual([200, undefined])
  return { user: (await idp.get(`/Users/${id}`)).body, tolerated }
}

describe('members', () => {
  test('Captain-P-Goldfish/SCIM-SDK #757 Push Now of an empty group: replace members [] is no 400', async () => {
    const idp = identityProvider(okta)
    const { group } = await crew(idp)
    for (const _time of [1, 2]) {
      const pushed = await idp.patch(
        `/Groups/${group}`,
        '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"members","value":[]}]}',
      )
      expect(pushed.status).toBe(204)
      expect(await membersOf(idp, group)).toEqual([])
    }
  })

  test('SCIM-SDK #419 members without a type are stored', async () => {
    const idp = identityProvider(okta)
    const { group, ids } = await crew(idp)
    const changed = await idp.patch(
      `/Groups/${group}`,
      patchOp(
        `{"op":"remove","path":"members[value eq \\"${ids[0]}\\"]"}`,
        `{"op":"add","path":"members","value":[{"value":"${ids[2]}","display":"test.user@okta.local"}]}`,
      ),
    )
    expect(changed.status).toBe(204)
    expect((await idp.get(`/Groups/${group}`)).body.members).toMatchObject([
      { value: ids[1], type: 'User' },
      { value: ids[2], type: 'User' },
    ])
  })

  test('SCIM-SDK #747 a member that says nothing is 400, and nothing is done', async () => {
    for (const idp of bothManners(anyClient)) {
      const { group, ids } = await crew(idp)
      for (const answer of [
        await idp.post('/Groups', `{"schemas":["${groupUrn}"],"displayName":"G","members":[{}]}`),
        await idp.put(`/Groups/${group}`, `{"schemas":["${groupUrn}"],"displayName":"G","members":[{}]}`),
        await idp.patch(`/Groups/${group}`, patchOp('{"op":"add","path":"members","value":[{}]}')),
        await idp.patch(`/Groups/${group}`, patchOp('{"op":"replace","path":"members","value":[{}]}')),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
    }
  })

  test('scim-for-keycloak #144 replace is an operation on members', async () => {
    const idp = identityProvider(okta)
    const { group, ids } = await crew(idp)
    const pushed = await idp.patch(
      `/Groups/${group}`,
      patchOp(
        `{"op":"replace","path":"members","value":[
   {"value":"${ids[2]}","display":"a@x"},{"value":"${ids[1]}","display":"b@x"}]}`,
      ),
    )
    expect(pushed.status).toBe(204)
    expect(await membersOf(idp, group)).toEqual([ids[1], ids[2]])
  })

  test('Metatavu #95,#97,#100,#101,#113 a group PATCH without a path is applied, and a refusal is JSON', async () => {
    const idp = identityProvider(okta)
    const { group, ids } = await crew(idp)
    const pushed = await idp.patch(
      `/Groups/${group}`,
      patchOp(
        `{"op":"replace","value":{"members":[{"value":"${ids[2]}","display":"c@x"}]}}`,
        `{"op":"replace","value":{"id":"${group}","displayName":"Test SCIMv2"}}`,
      ),
    )
    expect(pushed.status).toBe(204)
    expect((await idp.get(`/Groups/${group}`)).body.displayName).toBe('Test SCIMv2')
    expect(await membersOf(idp, group)).toEqual([ids[2]])
    const refused = await idp.patch(`/Groups/${group}`, 'error: not json')
    expect(refused).toMatchObject({ status: 400, body: { status: '400', scimType: 'invalidSyntax' } })
    expect(refused.headers.get('content-type')).toBe('application/scim+json')
  })

  test('scimitar #43 Azure removes one, and one is removed', async () => {
    const idp = identityProvider(entra)
    const { group, ids } = await crew(idp)
    await idp.patch(
      `/Groups/${group}`,
      patchOp(`{"op":"Remove","path":"members","value":[{"$ref":null,"value":"${ids[1]}"}]}`),
    )
    expect(await membersOf(idp, group)).toEqual([ids[0]])
  })

  test('AzureAD/SCIMReferenceCode #10 removing one member leaves the others, whichever it is', async () => {
    const idp = identityProvider(entra)
    const { ids } = await crew(idp)
    const group = await createGroup(idp, 'All', ids)
    for (const [n, id] of ids.entries()) {
      await idp.patch(`/Groups/${group}`, patchOp(`{"op":"Remove","path":"members","value":[{"value":"${id}"}]}`))
      expect(await membersOf(idp, group)).toEqual(ids.slice(n + 1))
    }
  })

  test('ssoready/ssoready PR 182 remove with a value of somebody who is no member', async () => {
    const idp = identityProvider(entra)
    const { group, ids } = await crew(idp)
    const removed = await idp.patch(
      `/Groups/${group}`,
      patchOp(`{"op":"Remove","path":"members","value":[{"value":"${ids[2]}"},{"value":"${ids[0]}"}]}`),
    )
    expect(removed.status).toBe(204)
    expect(await membersOf(idp, group)).toEqual([ids[1]])
  })

  test('vouch PR 1415 remove of members means those that it names, and all where it names none', async () => {
    const idp = identityProvider(entra)
    const { group, ids } = await crew(idp)
    await idp.patch(`/Groups/${group}`, patchOp(`{"op":"remove","path":"members[value eq \\"${ids[0]}\\"]"}`))
    expect(await membersOf(idp, group)).toEqual([ids[1]])
    await idp.patch(`/Groups/${group}`, patchOp('{"op":"remove","path":"members","value":[]}'))
    expect(await membersOf(idp, group)).toEqual([ids[1]])
    await idp.patch(`/Groups/${group}`, patchOp('{"op":"remove","path":"members"}'))
    expect(await membersOf(idp, group)).toEqual([])
  })

  test('teleport #67372 a PUT of a group stores its members', async () => {
    const idp = identityProvider(okta)
    const { ids } = await crew(idp)
    const created = await idp.post('/Groups', `{"schemas":["${groupUrn}"],"displayName":"Pushed","members":[]}`)
    expect(created.status).toBe(201)
    const gid = created.body.id
    const put = await idp.put(
      `/Groups/${gid}`,
      `{"schemas":["${groupUrn}"],"id":"${gid}","displayName":"Pushed",
  "members":[{"value":"${ids[0]}","display":"a"},{"value":"${ids[2]}","display":"c"}]}`,
    )
    expect(put.status).toBe(200)
    expect(put.body.members.map(({ value }: { value: string }) => value)).toEqual([ids[0], ids[2]])
    expect(await membersOf(idp, gid)).toEqual([ids[0], ids[2]])
  })

  test('jelhub/scimgateway #95 members whose display is null', async () => {
    const idp = identityProvider(okta)
    const { group, ids } = await crew(idp)
    const put = await idp.put(
      `/Groups/${group}`,
      `{"schemas":["${groupUrn}"],"id":"${group}","displayName":"Operators","members":[{"value":"${ids[2]}","display":null}]}`,
    )
    expect(put.status).toBe(200)
    expect((await idp.get(`/Groups/${group}`)).body.members).toHaveLength(1)
    expect(await membersOf(idp, group)).toEqual([ids[2]])
  })

  test('fleetdm/fleet #50724 members that come at once are all kept, and are read at once', async () => {
    const idp = identityProvider(okta)
    const people = await Promise.all(Array.from({ length: 30 }, (_, n) => createUser(idp, `person-${n}`)))
    const group = await createGroup(idp, 'Fleet')
    await Promise.all(
      people.map(async (id) => {
        await idp.patch(`/Groups/${group}`, patchOp(`{"op":"add","path":"members","value":[{"value":"${id}"}]}`))
        expect(await membersOf(idp, group)).toContain(id)
      }),
    )
    expect(await membersOf(idp, group)).toEqual(people)
  })

  test('langwatch #7131 a rename without a path leaves the members; an odd replace is refused, and they stay', async () => {
    for (const idp of bothManners(entra)) {
      const { group, ids } = await crew(idp)
      await idp.patch(`/Groups/${group}`, patchOp('{"op":"replace","value":{"displayName":"New"}}'))
      expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
      for (const odd of [
        '{"op":"replace","value":[]}',
        '{"op":"replace","value":"members"}',
        '{"op":"replace"}',
        '{"op":"replace","path":"members"}',
        '{"op":"replace","path":"members","value":5.5}',
        '{"op":"replace","path":"members","value":[[]]}',
      ]) {
        expect([odd, (await idp.patch(`/Groups/${group}`, patchOp(odd))).status]).toEqual([odd, 400])
      }
      expect(await membersOf(idp, group)).toEqual(ids.slice(0, 2))
    }
  })

  test('goauthentik/authentik #11249 OneLogin adds to a group by PATCH: no 405', async () => {
    const idp = identityProvider(oneLogin)
    const { group, ids } = await crew(idp)
    const added = await idp.patch(
      `/Groups/${group}`,
      patchOp(`{"op":"add","path":"members","value":[{"value":"${ids[2]}"}]}`),
    )
    expect(added.status).toBe(204)
    expect(await membersOf(idp, group)).toEqual(ids)
  })
})

describe('PATCH', () => {
  test('SCIM-SDK #416, #539, #650 add through a value path makes what is not there', async () => {
    const idp = identityProvider(validator)
    const { user } = await patchUser(
      idp,
      await createUser(idp, 'x'),
      '{"op":"add","path":"emails[type eq \\"work\\"].value","value":"x@y"}',
      '{"op":"add","path":"emails[type eq \\"work\\"].primary","value":true}',
      '{"op":"add","path":"addresses[type eq \\"work\\"].streetAddress","value":"7070 Phoebe Hollow"}',
      '{"op":"add","path":"addresses[type eq \\"work\\"].country","value":"Austria"}',
      '{"op":"add","path":"phoneNumbers[type eq \\"mobile\\"].value","value":"1"}',
      '{"op":"add","path":"name.givenName","value":"A"}',
      `{"op":"add","path":"${enterprise}:department","value":"D"}`,
    )
    expect(user).toMatchObject({
      emails: [{ type: 'work', value: 'x@y', primary: true }],
      addresses: [{ type: 'work', streetAddress: '7070 Phoebe Hollow', country: 'Austria' }],
      phoneNumbers: [{ type: 'mobile', value: '1' }],
      name: { givenName: 'A' },
      [enterprise]: { department: 'D' },
    })
  })

  test('SCIM-SDK #327 SailPoint replaces a part of the name and the rest stays', async () => {
    const idp = identityProvider(anyClient)
    const id = await createUser(idp, 'x', { name: { givenName: 'A', familyName: 'B', honorificPrefix: 'Dr' } })
    const { user } = await patchUser(idp, id, '{"op":"replace","path":"name","value":{"givenName":"X"}}')
    expect(user.name).toEqual({ givenName: 'X', familyName: 'B', honorificPrefix: 'Dr' })
  })

  test('SCIM-SDK #968 "7070 Phoebe Hollow" stays whole', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x')
    const operation =
      '{"op":"Replace","path":"addresses[type eq \\"work\\"].streetAddress","value":"7070 Phoebe Hollow"}'
    expect((await patchUser(idp, id, operation)).user.addresses[0].streetAddress).toBe('7070 Phoebe Hollow')
  })

  test('Captain-P-Goldfish/scim-for-keycloak #73 emails[type eq "work"].value is no noTarget where there is no such e-mail', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x', { emails: [{ type: 'home', value: 'h' }] })
    const { user } = await patchUser(
      idp,
      id,
      '{"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"TestBcwqnm@test.microsoft.com"}',
    )
    expect(user.emails).toEqual([
      { type: 'home', value: 'h' },
      { type: 'work', value: 'TestBcwqnm@test.microsoft.com' },
    ])
  })

  test('scim-for-keycloak #87 roles with primary "True" and JSON text', async () => {
    const idp = identityProvider(entra)
    const text = '{\\"id\\":\\"1\\",\\"value\\":\\"Admin\\",\\"displayName\\":\\"The Admin\\"}'
    const created = await idp.post(
      '/Users',
      `{"schemas":["${core}"],"userName":"x","roles":[{"primary":"True","type":"WindowsAzureActiveDirectoryRole","value":"${text}"}]}`,
    )
    expect(created).toMatchObject({ status: 201, tolerated: ['acceptJsonInValue', 'acceptStringBooleans'] })
    expect((await idp.get(`/Users/${created.body.id}`)).body.roles).toEqual([
      { primary: true, type: 'WindowsAzureActiveDirectoryRole', value: 'Admin', display: 'The Admin' },
    ])
  })

  test('Metatavu/keycloak-scim-server #35,#40 e-mails by a value path, once there and once not', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x')
    const set = (value: string) =>
      patchUser(idp, id, `{"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"${value}"}`)
    await set('one@y')
    expect((await set('two@y')).user.emails).toEqual([{ type: 'work', value: 'two@y', primary: true }])
  })

  test('limosa-io/laravel-scim-server #34,#53 the forms of §7.5 in one request', async () => {
    const idp = identityProvider(entra)
    const { user } = await patchUser(
      idp,
      await createUser(idp, 'x'),
      '{"op":"Replace","path":"displayName","value":"Pvlo"}',
      '{"op":"Replace","path":"emails[type eq \\"work\\"].value","value":"TestBcwqnm@test.microsoft.com"}',
      '{"op":"Replace","path":"name.givenName","value":"Gtfd"}',
      '{"op":"Replace","path":"name.familyName","value":"Pkqf"}',
      '{"op":"Replace","path":"externalId","value":"Eqpj"}',
      '{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber","value":"Eqpj"}',
    )
    expect(user).toMatchObject({
      displayName: 'Pvlo',
      emails: [{ type: 'work', value: 'TestBcwqnm@test.microsoft.com' }],
      name: { givenName: 'Gtfd', familyName: 'Pkqf' },
      externalId: 'Eqpj',
      [enterprise]: { employeeNumber: 'Eqpj' },
    })
  })

  test('thomaspoignant/scim-patch #42,#176 add through a value path makes one value, not one for each operation', async () => {
    const idp = identityProvider(entra)
    const parts = ['country', 'locality', 'postalCode', 'streetAddress']
    const { user } = await patchUser(
      idp,
      await createUser(idp, 'x'),
      ...parts.map((part) => `{"op":"Add","path":"addresses[type eq \\"work\\"].${part}","value":"${part}"}`),
    )
    expect(user.addresses).toEqual([
      { type: 'work', primary: true, ...Object.fromEntries(parts.map((part) => [part, part])) },
    ])
  })

  test('scimitar #123, PR 69, PR 29 dotted keys, the Validator and the payload of Okta', async () => {
    const idp = identityProvider(okta)
    const id = await createUser(idp, 'x', { name: { formatted: 'F' } })
    const { user } = await patchUser(
      idp,
      id,
      `{"op":"replace","value":{"name.givenName":"A","name.familyName":"B","${enterprise}:department":"D"}}`,
      '{"op":"replace","value":{"active":false}}',
    )
    expect(user).toMatchObject({
      active: false,
      name: { formatted: 'F', givenName: 'A', familyName: 'B' },
      [enterprise]: { department: 'D' },
    })
  })

  test('SCIMReferenceCode #20,#23, PR 87; AzureAD-BYOA-Provisioning-Samples #22 missing elements, and Operations first', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x')
    const changed = await idp.patch(
      `/Users/${id}`,
      `{"Operations":[{"op":"Replace","path":"active","value":false},{"op":"Add","path":"phoneNumbers[type eq \\"mobile\\"].value","value":"1"},
 {"op":"Add","path":"${enterprise}:manager","value":"271"}],"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}`,
    )
    expect(changed.status).toBe(200)
    expect((await idp.get(`/Users/${id}`)).body).toMatchObject({
      active: false,
      phoneNumbers: [{ type: 'mobile', value: '1' }],
      [enterprise]: { manager: { value: '271' } },
    })
  })

  test('sourcegraph PR 49119 several e-mails, and a new primary one, in one request', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x', { emails: [{ type: 'work', value: 'a@x', primary: true }] })
    const { user } = await patchUser(
      idp,
      id,
      '{"op":"Add","path":"emails","value":[{"type":"home","value":"b@x"},{"type":"work","value":"c@x","primary":true}]}',
      '{"op":"Replace","path":"emails[type eq \\"home\\"].value","value":"d@x"}',
    )
    expect(user.emails).toEqual([
      { type: 'work', value: 'a@x', primary: false },
      { type: 'home', value: 'd@x' },
      { type: 'work', value: 'c@x', primary: true },
    ])
  })

  test('getsentry/sentry PR 27199 active is changed with a path and without one', async () => {
    const id = (idp: IdentityProvider) => createUser(idp, 'x')
    for (const operation of [
      '{"op":"replace","value":{"active":false}}',
      '{"op":"Replace","path":"active","value":"False"}',
      '{"op":"replace","path":"active","value":false}',
    ]) {
      const idp = identityProvider(entra)
      expect((await patchUser(idp, await id(idp), operation)).user.active).toBe(false)
    }
  })

  test('open-webui #30074 add and remove are done, not ignored', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x', { title: 'T', phoneNumbers: [{ value: '1' }] })
    const { user } = await patchUser(
      idp,
      id,
      '{"op":"add","path":"nickName","value":"Babs"}',
      '{"op":"remove","path":"title"}',
      '{"op":"add","path":"phoneNumbers","value":[{"value":"2"}]}',
      '{"op":"remove","path":"phoneNumbers[value eq \\"1\\"]"}',
    )
    expect(user).toMatchObject({ nickName: 'Babs', phoneNumbers: [{ value: '2' }] })
    expect(user).not.toHaveProperty('title')
  })

  test('pydantic/logfire PR 2356 what is answered is done, and op is read in any case', async () => {
    const idp = identityProvider(entra)
    const { group } = await crew(idp)
    for (const op of ['Replace', 'replace', 'REPLACE']) {
      const changed = await idp.patch(
        `/Groups/${group}`,
        patchOp(`{"op":"${op}","path":"displayName","value":"by ${op}"}`),
      )
      expect(changed.status).toBe(204)
      expect((await idp.get(`/Groups/${group}`)).body.displayName).toBe(`by ${op}`)
    }
  })

  test('lightdash PR 25676 "True" is true, and roles are replaced where replace is said', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x', { active: false, roles: [{ value: 'Old' }] })
    const { user, tolerated } = await patchUser(
      idp,
      id,
      '{"op":"Replace","path":"active","value":"True"}',
      '{"op":"replace","path":"roles","value":[{"primary":false,"type":"WindowsAzureActiveDirectoryRole","display":"Admin","value":"Admin"}]}',
    )
    expect(user.active).toBe(true)
    expect(user.roles.map(({ value }: { value: string }) => value)).toEqual(['Admin'])
    expect(tolerated).toEqual(['acceptStringBooleans'])
  })

  test('buildbuddy PR 10578 the forms of Entra ID with the flag and without it give one result', async () => {
    const results = await Promise.all(
      [
        [
          '{"op":"Replace","path":"active","value":"False"}',
          '{"op":"Replace","path":"name.givenName","value":"A"}',
          '{"op":"Add","path":"nickName","value":"Babs"}',
        ],
        ['{"op":"replace","value":{"active":false,"name.givenName":"A","nickName":"Babs"}}'],
      ].map(async (operations) => {
        const idp = identityProvider(entra)
        const { id, meta, ...user } = (await patchUser(idp, await createUser(idp, 'x'), ...operations)).user
        return user
      }),
    )
    expect(results[0]).toEqual(results[1])
    expect(results[0]).toMatchObject({ active: false, name: { givenName: 'A' }, nickName: 'Babs' })
  })

  test('FusionAuth #3311 a user is activated again by PATCH: no 400', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x')
    await patchUser(idp, id, '{"op":"Replace","path":"active","value":"False"}')
    const match = await idp.get('/Users?filter=userName+eq+"x"')
    expect(match.body).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] })
    expect((await patchUser(idp, id, '{"op":"Replace","path":"active","value":"True"}')).user).toMatchObject({
      id,
      active: true,
    })
  })

  test('wire-server PR 5419 a value that is absent is made', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x')
    const { user } = await patchUser(
      idp,
      id,
      '{"op":"Add","path":"emails[type eq \\"work\\" and primary eq true].value","value":"x@y"}',
    )
    expect(user.emails).toEqual([{ type: 'work', primary: true, value: 'x@y' }])
  })

  test('SimpleIdServer #58,#59,#928; wso2/product-is #6015,#11678 paths: dotted, by URN, by filter, in any case', async () => {
    const idp = identityProvider(entra)
    const id = await createUser(idp, 'x', { emails: [{ type: 'work', value: 'a@x' }] })
    const { user } = await patchUser(
      idp,
      id,
      '{"op":"Replace","path":"NAME.GivenName","value":"A"}',
      `{"op":"Add","path":"${core}:nickName","value":"Babs"}`,
      `{"op":"Add","path":"${enterprise}:Department","value":"D"}`,
      '{"op":"Replace","path":"emails[Type Eq \\"WORK\\"].Value","value":"b@x"}',
      '{"op":"Add","path":"emails[type eq \\"work\\"].display","value":"B"}',
    )
    expect(user).toMatchObject({
      name: { givenName: 'A' },
      nickName: 'Babs',
      [enterprise]: { department: 'D' },
      emails: [{ type: 'work', value: 'b@x', display: 'B' }],
    })
  })

  test('pranems/SCIMServer incident: a boolean literal in the filter of a path', async () => {
    for (const idp of bothManners(validator)) {
      const id = await createUser(idp, 'x', {
        emails: [
          { value: 'a@x', type: 'work', primary: true },
          { value: 'b@x', type: 'home' },
        ],
      })
      const { user } = await patchUser(idp, id, '{"op":"replace","path":"emails[primary eq true].value","value":"c@x"}')
      expect(user.emails).toEqual([
        { value: 'c@x', type: 'work', primary: true },
        { value: 'b@x', type: 'home' },
      ])
    }
  })
})

describe('roles and entitlements', () => {
  test('apache/directory-scimple #693, #427 roles as text, by POST and by PATCH', async () => {
    const idp = identityProvider(okta)
    const created = await idp.post('/Users', `{"schemas":["${core}"],"userName":"x","roles":"admin"}`)
    expect(created.status).toBe(201)
    expect(created.body.roles).toEqual([{ value: 'admin' }])
    const { user } = await patchUser(idp, created.body.id, '{"op":"replace","path":"roles","value":"user"}')
    expect(user.roles).toEqual([{ value: 'user' }])
  })

  test('FusionAuth #3304 entitlements are objects', async () => {
    const idp = identityProvider(okta, { catalogue: workshopCatalogue })
    const id = await createUser(idp, 'x')
    const tall = '{"value":"is_tall","display":"This user is so tall","type":"Characteristic"}'
    const put = await idp.put(`/Users/${id}`, `{"schemas":["${core}"],"userName":"x","entitlements":[${tall}]}`)
    expect(put.status).toBe(200)
    expect((await idp.get(`/Users/${id}`)).body.entitlements).toEqual([JSON.parse(tall)])
  })

  test('MicrosoftDocs/entra-docs #215, #391; azure-docs #50772, #72002, #94189 roles with id, type and displayName', async () => {
    const idp = identityProvider(entra)
    const created = await idp.post(
      '/Users',
      `{"schemas":["${core}"],"userName":"x","roles":[{"id":"06b07648","primary":false,"type":"WindowsAzureActiveDirectoryRole","displayName":"Admin","value":"Admin"}]}`,
    )
    expect(created).toMatchObject({ status: 201, tolerated: ['acceptDisplayName', 'acceptIdAsValue'] })
    const { user } = await patchUser(
      idp,
      created.body.id,
      '{"op":"Add","path":"roles","value":[{"value":"{\\"id\\":\\"1\\",\\"value\\":\\"User\\",\\"displayName\\":\\"User\\"}"}]}',
    )
    expect(user.roles).toMatchObject([
      { value: 'User', display: 'User' },
      { value: 'Admin', display: 'Admin', type: 'WindowsAzureActiveDirectoryRole' },
    ])
    expect(user.roles).toHaveLength(2)
  })
})

describe('requests', () => {
  test('RIPAGlobal/scimitar #20 a GET without a Content-Type is answered', async () => {
    for (const idp of bothManners(entra)) {
      for (const path of ['/Users', '/Groups', '/ServiceProviderConfig']) expect((await idp.get(path)).status).toBe(200)
    }
  })

  test('scimitar #115 a sub-attribute after the brackets of a filter', async () => {
    const idp = identityProvider(entra)
    await createUser(idp, 'x', { emails: [{ type: 'work', value: 'x@y' }] })
    await createUser(idp, 'other', { emails: [{ type: 'home', value: 'x@y' }] })
    const found = await idp.get(`/Users?filter=${encodeURIComponent('emails[type eq "work"].value eq "x@y"')}`)
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ userName: 'x' }] })
  })

  test("langfuse #8064, #8084 Okta's media type is parsed, and its user has roles", async () => {
    const idp = identityProvider(okta)
    const created = await idp.post('/Users', `{"schemas":["${core}"],"userName":"x","active":true,"roles":["admin"]}`)
    expect(created.status).toBe(201)
    expect((await idp.get(`/Users/${created.body.id}`)).body).toMatchObject({
      userName: 'x',
      roles: [{ value: 'admin' }],
    })
  })

  test("FusionAuth #1791 Okta's minimum: look up by userName, create, read, PUT, and PATCH of active and password", async () => {
    const idp = identityProvider(okta)
    expect((await idp.get('/Users?filter=userName%20eq%20%22x%22&startIndex=1&count=100')).body.totalResults).toBe(0)
    const { body } = await idp.post(
      '/Users',
      `{"schemas":["${core}"],"userName":"x","password":"1mz050nq","active":true}`,
    )
    expect((await idp.get(`/Users/${body.id}`)).body).toMatchObject({ id: body.id, active: true })
    expect((await idp.put(`/Users/${body.id}`, { ...body, displayName: 'X' })).body.displayName).toBe('X')
    const off = await patchUser(idp, body.id, '{"op":"replace","value":{"active":false}}')
    expect(off.user.active).toBe(false)
    const version = off.user.meta.version
    const kept = await patchUser(idp, body.id, '{"op":"replace","value":{"password":"NewP@ss1"}}')
    expect(kept.user.meta.version).not.toBe(version)
    expect(JSON.stringify(kept.user)).not.toContain('NewP@ss1')
    expect((await idp.get('/Users?startIndex=1&count=2')).body).toMatchObject({ totalResults: 1, itemsPerPage: 1 })
  })

  test('pranems/SCIMServer validator runs: URN keys, excludedAttributes, case, duplicate groups, text for booleans, bodies', async () => {
    const attributes = Group.schema.attributes.map((attribute) =>
      attribute.name === 'displayName' ? { ...attribute, uniqueness: 'server' as const } : attribute,
    )
    const resourceTypes = [User, { ...Group, schema: { ...Group.schema, attributes } }]
    const idp = identityProvider(validator, { resourceTypes })
    const { group } = await crew(idp)
    const id = await createUser(idp, 'Validated')
    const { user } = await patchUser(
      idp,
      id,
      `{"op":"replace","value":{"${enterprise}:employeeNumber":"7","${enterprise}:manager":{"value":"271"}}}`,
      '{"op":"add","path":"roles","value":[{"primary":"True","value":"R"}]}',
    )
    expect(user[enterprise]).toEqual({ employeeNumber: '7', manager: { value: '271' } })
    expect(Object.keys(user)).not.toContain(`${enterprise}:employeeNumber`)
    expect(user.roles).toEqual([{ primary: true, value: 'R' }])
    expect((await idp.get('/Users?filter=USERNAME+EQ+"validated"')).body.totalResults).toBe(1)
    expect((await idp.get(`/Groups/${group}?excludedAttributes=members`)).body).not.toHaveProperty('members')
    const twice = await idp.post('/Groups', `{"schemas":["${groupUrn}"],"displayName":"OPERATORS"}`)
    expect(twice).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } })
    const renamed = await idp.patch(`/Groups/${group}`, patchOp('{"op":"replace","path":"displayName","value":"New"}'))
    expect(renamed).toMatchObject({ status: 204, body: undefined })
  })
})
