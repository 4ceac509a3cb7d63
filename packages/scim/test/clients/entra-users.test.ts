import { describe, expect, test } from 'vitest'
import { User } from '../../src/schema/user.js'
import {
  bothManners,
  createUser,
  entra,
  type IdentityProvider,
  identityProvider,
  patchOp,
  validator,
} from './identity-provider.js'

// Users as Entra ID and its SCIM Validator send them (§7).

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

async function found(idp: IdentityProvider, filter: string): Promise<number> {
  const { status, body } = await idp.get(`/Users?filter=${filter}`)
  expect([filter, status]).toEqual([filter, 200])
  return body.totalResults
}

describe('looking up', () => {
  test('Q5 spaces as + and as %20, operators and names in any case, apostrophes in values', async () => {
    for (const idp of bothManners(entra)) {
      await createUser(idp, "O'Brien Test'GroupTwnbct", { displayName: 'a+b' })
      for (const filter of [
        `userName+eq+"O'Brien+Test'GroupTwnbct"`,
        "userName%20eq%20%22O'Brien%20Test'GroupTwnbct%22",
        `userName eq "O'Brien Test'GroupTwnbct"`,
        `USERNAME+Eq+"o'brien+test'grouptwnbct"`,
        'displayName+EQ+"a%2Bb"',
      ]) {
        expect(await found(idp, filter)).toBe(1)
      }
    }
  })

  test('Q5 a value without quotes is text; strict: 400 invalidFilter', async () => {
    const [compatible, strict] = bothManners(entra)
    for (const idp of [compatible, strict]) await createUser(idp, 'j.young@contoso.com', { externalId: 'jyoung' })
    const answer = await compatible.get('/Users?filter=externalId eq jyoung')
    expect(answer).toMatchObject({ status: 200, body: { totalResults: 1 }, tolerated: ['acceptUnquotedValue'] })
    const refused = await strict.get('/Users?filter=externalId eq jyoung')
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
  })

  test('Q6 a sub-attribute after the brackets of a filter; strict: 400 invalidFilter', async () => {
    const [compatible, strict] = bothManners(entra)
    const emails = [
      { type: 'work', value: 'x@y' },
      { type: 'home', value: 'h@y' },
    ]
    for (const idp of [compatible, strict]) await createUser(idp, 'a', { emails })
    const hit = await compatible.get('/Users?filter=emails[type+eq+"work"].value+eq+"x@y"')
    expect(hit).toMatchObject({
      status: 200,
      body: { totalResults: 1 },
      tolerated: ['acceptSubAttributeAfterValuePath'],
    })
    // The home address is no work address, though the user has both.
    expect(await found(compatible, 'emails[type+eq+"work"].value+eq+"h@y"')).toBe(0)
    const refused = await strict.get('/Users?filter=emails[type+eq+"work"].value+eq+"x@y"')
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    expect(await found(strict, 'emails[type+eq+"work"+and+value+eq+"x@y"]')).toBe(1)
  })

  test('Q34 D-14 the check of a manager, quoted or not; strict: 400 invalidFilter, the full path is answered', async () => {
    const [compatible, strict] = bothManners(entra)
    const idsOf = async (idp: IdentityProvider) => {
      const manager = await createUser(idp, 'boss')
      const id = await createUser(idp, 'worker', {
        schemas: [core, enterprise],
        [enterprise]: { manager: { value: manager } },
      })
      return { id, manager }
    }
    const { id, manager } = await idsOf(compatible)
    const bare = await compatible.get(`/Users?filter=id+eq+${id}+and+manager+eq+${manager}&attributes=id`)
    expect(bare.status).toBe(200)
    expect(bare.body).toMatchObject({ totalResults: 1, Resources: [{ id }] })
    expect(bare.body.Resources[0]).not.toHaveProperty('userName')
    expect(bare.tolerated).toEqual([
      'acceptUnquotedValue',
      'acceptUnqualifiedExtensionAttribute',
      'compareComplexByValue',
    ])
    const quoted = await compatible.get(`/Users?filter=id+eq+"${id}"+and+manager+eq+"${id}"&attributes=id`)
    expect(quoted.body.totalResults).toBe(0)

    const other = await idsOf(strict)
    const refused = await strict.get(`/Users?filter=id+eq+"${other.id}"+and+manager+eq+"${other.manager}"`)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    expect(await found(strict, `id+eq+"${other.id}"+and+${enterprise}:manager.value+eq+"${other.manager}"`)).toBe(1)
  })
})

describe('creating', () => {
  test('Q29 D-38 the older sample: nulls, a URN with a typo and unknown attributes; strict: 400 invalidSyntax', async () => {
    const [compatible, strict] = bothManners(entra)
    const sample = `{"schemas":["${core}","urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
 "externalId":"jyoung","userName":"jyoung","active":true,"addresses":null,"phoneNumbers":null,"preferredLanguage":null,
 "title":null,"department":null,"manager":null,"shoeSize":44,"name":{"givenName":"Joy","familyName":"Young","nick":"J"}}`
    const created = await compatible.post('/Users', sample)
    expect(created.status).toBe(201)
    expect(created.tolerated).toEqual([
      'acceptUnqualifiedExtensionAttribute',
      'acceptQualifiedNames',
      'ignoreUnknownAttributes',
      'ignoreUnknownSchemas',
    ])
    const { id, meta, ...stored } = (await compatible.get(`/Users/${created.body.id}`)).body
    expect(stored).toEqual({
      schemas: [core],
      externalId: 'jyoung',
      userName: 'jyoung',
      name: { givenName: 'Joy', familyName: 'Young' },
      active: true,
    })
    const refused = await strict.post('/Users', sample)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    expect((await strict.get('/Users')).body.totalResults).toBe(0)
  })

  test('Q31 names in another case: Primary, Department, Manager.Value', async () => {
    for (const idp of bothManners(entra)) {
      const manager = await createUser(idp, 'SuzzyQ')
      const created = await idp.post(
        '/Users',
        `{"Schemas":["${core}","${enterprise}"],"UserName":"bob","Emails":[{"Primary":true,"Type":"work","Value":"bob@x"}],
 "${enterprise}":{"Department":"bob","Manager":{"Value":"${manager}"}}}`,
      )
      expect(created).toMatchObject({ status: 201, tolerated: [] })
      const { body } = await idp.get(`/Users/${created.body.id}`)
      expect(body).toMatchObject({ userName: 'bob', emails: [{ primary: true, type: 'work', value: 'bob@x' }] })
      expect(body[enterprise]).toMatchObject({ department: 'bob', manager: { value: manager } })
      const changed = await idp.patch(
        `/Users/${body.id}`,
        '{"Schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"operations":[{"Op":"replace","Path":"TITLE","Value":"T"}]}',
      )
      expect(changed).toMatchObject({ status: 200, body: { title: 'T' }, tolerated: [] })
    }
  })

  test('Q45 an onboarding bot: random text where a locale, a URI or a country is due; strict: 400 invalidValue', async () => {
    const [compatible, strict] = bothManners(validator)
    const sent = {
      schemas: [core, enterprise],
      userName: 'rnd-7f',
      locale: 'QWQXFXBJVCJB',
      profileUrl: 'IVQP RUSD "BKBN"',
      timezone: 'XZCQ',
      preferredLanguage: 'VTOWPCFGJXQT',
      addresses: [{ type: 'work', country: 'BXSSNQOPAYFH', formatted: 'SQVR' }],
      [enterprise]: { manager: { value: 'WHMOKTFBPJNL' } },
    }
    const created = await compatible.post('/Users', sent)
    expect(created).toMatchObject({ status: 201, tolerated: ['acceptOtherFormats', 'acceptTextAsReference'] })
    expect((await compatible.get(`/Users/${created.body.id}`)).body).toMatchObject(sent)
    const refused = await strict.post('/Users', sent)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect((await strict.get('/Users')).body.totalResults).toBe(0)
  })

  test('Q46 an onboarding bot: any type is kept as it is, also one that is not in our list', async () => {
    for (const idp of bothManners(validator)) {
      const sent = {
        schemas: [core],
        userName: 'rnd-7f',
        addresses: ['work', 'home', 'other'].map((type) => ({ type, formatted: 'SQVR' })),
        phoneNumbers: ['work', 'mobile', 'fax', 'home', 'other', 'pager'].map((type) => ({ type, value: `7-${type}` })),
        emails: [{ type: 'bogus', value: 'not an address' }],
      }
      const created = await idp.post('/Users', sent)
      expect(created).toMatchObject({ status: 201, tolerated: [] })
      expect((await idp.get(`/Users/${created.body.id}`)).body).toMatchObject(sent)
      expect(await found(idp, 'phoneNumbers[type+eq+"pager"]')).toBe(1)
    }
  })

  test('Q38 after a DELETE the same user is made again, with another id', async () => {
    for (const idp of bothManners(entra)) {
      const body = { schemas: [core], externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef', userName: 'Test_User' }
      const { id } = (await idp.post('/Users', body)).body
      expect((await idp.delete(`/Users/${id}`)).status).toBe(204)
      expect((await idp.get(`/Users/${id}`)).status).toBe(404)
      expect((await idp.delete(`/Users/${id}`)).status).toBe(404)
      expect(await found(idp, 'userName+eq+"Test_User"')).toBe(0)
      const again = await idp.post('/Users', body)
      expect(again.status).toBe(201)
      expect(again.body.id).not.toBe(id)
      expect(await found(idp, `externalId+eq+"${body.externalId}"`)).toBe(1)
    }
  })

  test('Q48 two e-mails of one type are both kept; two primaries in one list are refused (D-11)', async () => {
    for (const idp of bothManners(entra)) {
      const emails = [
        { primary: true, type: 'work', value: 'a@x' },
        { type: 'work', value: 'b@x' },
      ]
      const id = await createUser(idp, 'a', { emails })
      expect((await idp.get(`/Users/${id}`)).body.emails).toEqual(emails)
      const refused = await idp.post('/Users', {
        schemas: [core],
        userName: 'b',
        emails: emails.map((email) => ({ ...email, primary: true })),
      })
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      expect((await idp.get('/Users')).body.totalResults).toBe(1)
    }
  })
})

describe('changing', () => {
  test('Q10 D-07 op in any case, in both manners; another op is 400 invalidSyntax', async () => {
    for (const idp of bothManners(entra)) {
      const id = await createUser(idp, 'a', { title: 'T' })
      const operations = [
        '{"op":"Add","path":"nickName","value":"Babs"}',
        '{"op":"REPLACE","path":"displayName","value":"Pvlo"}',
        '{"op":"Remove","path":"title"}',
      ]
      const changed = await idp.patch(`/Users/${id}`, patchOp(...operations))
      expect(changed).toMatchObject({ status: 200, body: { nickName: 'Babs', displayName: 'Pvlo' }, tolerated: [] })
      expect(changed.body).not.toHaveProperty('title')
      const refused = await idp.patch(`/Users/${id}`, patchOp('{"op":"Upsert","path":"nickName","value":"x"}'))
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
      expect(refused.body.detail).toContain("'Upsert'")
    }
  })

  test('Q11 D-08 booleans as text and as numbers, by the schema only; strict: 400 invalidValue', async () => {
    const [compatible, strict] = bothManners(entra)
    const id = await createUser(compatible, 'a')
    for (const [value, active] of [
      ['"False"', false],
      ['"True"', true],
      ['"false"', false],
      ['1', true],
      ['0', false],
    ] as const) {
      const changed = await compatible.patch(
        `/Users/${id}`,
        `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":${value}}]}`,
      )
      expect(changed).toMatchObject({ status: 200, body: { active }, tolerated: ['acceptStringBooleans'] })
    }
    const titled = await compatible.patch(
      `/Users/${id}`,
      patchOp('{"op":"Replace","path":"title","value":"False"}', '{"op":"Replace","value":{"active":"True"}}'),
    )
    expect(titled.body).toMatchObject({ title: 'False', active: true })

    const other = await createUser(strict, 'a')
    const refused = await strict.patch(`/Users/${other}`, patchOp('{"op":"Replace","path":"active","value":"False"}'))
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect((await strict.get(`/Users/${other}`)).body.active).toBe(true)
  })

  test('Q13 D-06 dotted and URN keys without a path, as with the flag; an empty key is refused', async () => {
    for (const idp of bothManners(entra)) {
      const id = await createUser(idp, 'a', {
        displayName: 'Old',
        emails: [{ type: 'work', value: 'old@x' }],
        name: { formatted: 'F' },
      })
      const changed = await idp.patch(
        `/Users/${id}`,
        `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"emails[type eq \\"work\\"].value","value":"TestMhvaes@test.microsoft.com"},
  {"op":"replace","value":{"displayName":"Bjfe","name.givenName":"Kkom","name.familyName":"Unua",
     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"Aklq"}}]}`,
      )
      expect(changed).toMatchObject({ status: 200, tolerated: [] })
      const { body } = await idp.get(`/Users/${id}`)
      expect(body).toMatchObject({
        schemas: [core, enterprise],
        displayName: 'Bjfe',
        name: { formatted: 'F', givenName: 'Kkom', familyName: 'Unua' },
        emails: [{ type: 'work', value: 'TestMhvaes@test.microsoft.com' }],
        [enterprise]: { employeeNumber: 'Aklq' },
      })
      expect(Object.keys(body).filter((name) => /\./.test(name))).toEqual([enterprise])
      const refused = await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","value":{"":"x","title":"T"}}'))
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
      expect((await idp.get(`/Users/${id}`)).body).not.toHaveProperty('title')
    }
  })

  test('Q13 a dot after the URN, as the jobs of 2018 send it; strict: 400 invalidPath', async () => {
    const [compatible, strict] = bothManners(entra)
    const message = patchOp(`{"op":"Replace","path":"${enterprise}.department","value":"Sales"}`)
    const changed = await compatible.patch(`/Users/${await createUser(compatible, 'a')}`, message)
    expect(changed).toMatchObject({ status: 200, tolerated: ['acceptDotAfterUrn'] })
    expect(changed.body[enterprise]).toEqual({ department: 'Sales' })
    const refused = await strict.patch(`/Users/${await createUser(strict, 'a')}`, message)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
  })

  test('Q15 D-01 D-02 values that are not there yet are made, one for each type; strict: replace is noTarget', async () => {
    const [compatible, strict] = bothManners(entra)
    const added = [
      '{"op":"Add","path":"emails[type eq \\"work\\"].value","value":"x@y"}',
      '{"op":"Add","path":"addresses[type eq \\"work\\"].country","value":"AT"}',
      '{"op":"Add","path":"addresses[type eq \\"work\\"].locality","value":"Graz"}',
      '{"op":"Add","path":"phoneNumbers[type eq \\"mobile\\"].value","value":"+43 1"}',
    ]
    const replaced = '{"op":"Replace","path":"phoneNumbers[type eq \\"work\\"].value","value":"+43 2"}'
    const id = await createUser(compatible, 'a')
    const changed = await compatible.patch(`/Users/${id}`, patchOp(...added, replaced))
    expect(changed).toMatchObject({ status: 200, tolerated: ['createMissingValue'] })
    expect((await compatible.get(`/Users/${id}`)).body).toMatchObject({
      emails: [{ type: 'work', value: 'x@y', primary: true }],
      addresses: [{ type: 'work', country: 'AT', locality: 'Graz', primary: true }],
      phoneNumbers: [
        { type: 'mobile', value: '+43 1', primary: true },
        { type: 'work', value: '+43 2' },
      ],
    })

    const other = await createUser(strict, 'a')
    const refused = await strict.patch(`/Users/${other}`, patchOp(...added, replaced))
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'noTarget' } })
    expect((await strict.get(`/Users/${other}`)).body).not.toHaveProperty('emails')
    const without = await strict.patch(`/Users/${other}`, patchOp(...added))
    expect(without).toMatchObject({ status: 200, body: { emails: [{ type: 'work', value: 'x@y' }] } })
  })

  test('Q16 a filter that compares a boolean with text makes a role that is primary; strict: refused', async () => {
    const [compatible, strict] = bothManners(entra)
    const message = patchOp('{"op":"Add","path":"roles[primary eq \\"True\\"].value","value":"Admin"}')
    const id = await createUser(compatible, 'a')
    const made = await compatible.patch(`/Users/${id}`, message)
    expect(made).toMatchObject({ status: 200, tolerated: ['acceptStringBooleanInFilter'] })
    expect((await compatible.get(`/Users/${id}`)).body.roles).toEqual([{ value: 'Admin', primary: true }])
    const changed = await compatible.patch(
      `/Users/${id}`,
      patchOp('{"op":"Replace","path":"roles[primary eq true].value","value":"User"}'),
    )
    expect(changed.body.roles).toEqual([{ value: 'User', primary: true }])

    const other = await createUser(strict, 'a')
    const refused = await strict.patch(`/Users/${other}`, message)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } })
    expect((await strict.get(`/Users/${other}`)).body).not.toHaveProperty('roles')
  })

  test('Q17 a role as JSON in text is parsed, other text is kept; strict: the text is the value', async () => {
    const [compatible, strict] = bothManners(entra)
    const text =
      '{\\"id\\":\\"06b07648-ecfe-589f-9d2f-6325724a46ee\\",\\"value\\":\\"25\\",\\"displayName\\":\\"Role1234\\"}'
    const message = patchOp(`{"op":"Add","path":"roles","value":[{"value":"${text}"}]}`)
    const id = await createUser(compatible, 'a')
    const changed = await compatible.patch(`/Users/${id}`, message)
    expect(changed).toMatchObject({ status: 200, tolerated: ['acceptJsonInValue'] })
    expect((await compatible.get(`/Users/${id}`)).body.roles).toEqual([{ value: '25', display: 'Role1234' }])
    const kept = await compatible.patch(
      `/Users/${id}`,
      patchOp('{"op":"replace","path":"roles","value":[{"value":"{not json"}]}'),
    )
    expect(kept.body.roles).toEqual([{ value: '{not json' }])

    const other = await createUser(strict, 'a')
    const literal = await strict.patch(`/Users/${other}`, message)
    expect(literal.body.roles).toEqual([{ value: JSON.parse(`"${text}"`) }])
  })

  test('Q17 the roles of the three expressions (§7.7): displayName for display, several of one type', async () => {
    const [compatible, strict] = bothManners(entra)
    const role = (value: string, name: string) =>
      `{"primary":false,"type":"WindowsAzureActiveDirectoryRole","${name}":"${value}","value":"${value}"}`
    const body = (userName: string, name: string) =>
      `{"schemas":["${core}"],"userName":"${userName}","roles":[${role('Admin', name)},${role('User', name)}]}`
    const complex = await compatible.post('/Users', body('a', 'displayName'))
    expect(complex).toMatchObject({ status: 201, tolerated: ['acceptDisplayName'] })
    const stored = ['Admin', 'User'].map((value) => ({
      value,
      display: value,
      type: 'WindowsAzureActiveDirectoryRole',
    }))
    expect((await compatible.get(`/Users/${complex.body.id}`)).body.roles).toMatchObject(stored)
    const assertive = await compatible.patch(
      `/Users/${complex.body.id}`,
      patchOp(`{"op":"replace","path":"roles","value":[${role('Owner', 'display')}]}`),
    )
    expect(assertive.tolerated).toEqual([])
    expect(assertive.body.roles).toMatchObject([{ value: 'Owner', display: 'Owner' }])
    expect(assertive.body.roles).toHaveLength(1)
    const refused = await strict.post('/Users', body('a', 'displayName'))
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    expect((await strict.post('/Users', body('a', 'display'))).status).toBe(201)
  })

  test.each([
    ['bare text', (id: string) => `{"op":"Add","path":"${enterprise}:manager","value":"${id}"}`, true],
    ['an object', (id: string) => `{"op":"add","path":"${enterprise}:manager","value":{"value":"${id}"}}`, false],
    [
      'an array, without the URN',
      (id: string) => `{"op":"Add","path":"manager","value":[{"$ref":"http://x/scim/Users/${id}","value":"${id}"}]}`,
      true,
    ],
  ])(
    'Q19 the manager as %s is set, and taken away again; strict takes the object only',
    async (_form, add, isHabit) => {
      const [compatible, strict] = bothManners(entra)
      for (const removal of [
        `{"op":"replace","path":"${enterprise}:manager","value":{"value":""}}`,
        `{"op":"remove","path":"${enterprise}:manager"}`,
        `{"op":"replace","path":"${enterprise}:manager","value":null}`,
      ]) {
        const manager = await createUser(compatible, `boss ${removal}`)
        const id = await createUser(compatible, `worker ${removal}`)
        const set = await compatible.patch(`/Users/${id}`, patchOp(add(manager)))
        expect(set.status).toBe(200)
        expect(set.tolerated.includes('acceptReferenceForms')).toBe(isHabit)
        expect((await compatible.get(`/Users/${id}`)).body[enterprise].manager).toMatchObject({ value: manager })
        expect((await compatible.patch(`/Users/${id}`, patchOp(removal))).status).toBe(200)
        expect((await compatible.get(`/Users/${id}`)).body).not.toHaveProperty(enterprise)
      }
      const manager = await createUser(strict, 'boss')
      const id = await createUser(strict, 'worker')
      const answer = await strict.patch(`/Users/${id}`, patchOp(add(manager)))
      expect(answer.status).toBe(isHabit ? 400 : 200)
      if (isHabit) expect((await strict.get(`/Users/${id}`)).body).not.toHaveProperty(enterprise)
    },
  )

  test('Q20 D-05 one value is removed with its old value beside it; strict: 400 invalidSyntax', async () => {
    const [compatible, strict] = bothManners(entra)
    const message = patchOp('{"op":"Remove","path":"title","value":"Old"}')
    const id = await createUser(compatible, 'a', { title: 'Old', nickName: 'N' })
    const removed = await compatible.patch(`/Users/${id}`, message)
    expect(removed).toMatchObject({ status: 200, body: { nickName: 'N' }, tolerated: ['ignoreRemovedValue'] })
    expect((await compatible.get(`/Users/${id}`)).body).not.toHaveProperty('title')
    const other = await createUser(strict, 'a', { title: 'Old' })
    expect(await strict.patch(`/Users/${other}`, message)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidSyntax' },
    })
    expect((await strict.get(`/Users/${other}`)).body.title).toBe('Old')
  })

  test('Q29 D-38 a PATCH of a standard attribute that the service does not have is ignored; strict: 400 invalidPath', async () => {
    const attributes = User.schema.attributes.filter(({ name }) => name !== 'nickName')
    const resourceTypes = [{ ...User, schema: { ...User.schema, attributes } }]
    const [compatible, strict] = bothManners(entra, { resourceTypes })
    const message = patchOp(
      '{"op":"Add","path":"nickName","value":"Babs"}',
      '{"op":"Replace","path":"title","value":"T"}',
    )
    const id = await createUser(compatible, 'a')
    const changed = await compatible.patch(`/Users/${id}`, message)
    expect(changed).toMatchObject({ status: 200, body: { title: 'T' }, tolerated: ['ignoreUnsupportedAttributes'] })
    expect(changed.body).not.toHaveProperty('nickName')
    const unknown = await compatible.patch(`/Users/${id}`, patchOp('{"op":"Add","path":"shoeSize","value":"44"}'))
    expect(unknown).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
    const other = await createUser(strict, 'a')
    const refused = await strict.patch(`/Users/${other}`, message)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
    expect((await strict.get(`/Users/${other}`)).body).not.toHaveProperty('title')
  })

  test('Q47 text of several words comes through a value path whole', async () => {
    for (const idp of bothManners(entra)) {
      const id = await createUser(idp, 'a', { addresses: [{ type: 'work', streetAddress: '1 Old Street' }] })
      const texts = ['7070 Phoebe Hollow', '[1] of "two" {three}', 'true story', '12 and 13']
      for (const text of texts) {
        const value = JSON.stringify(text)
        const changed = await idp.patch(
          `/Users/${id}`,
          patchOp(`{"op":"Replace","path":"addresses[type eq \\"work\\"].streetAddress","value":${value}}`),
        )
        expect(changed).toMatchObject({ status: 200, tolerated: [] })
        expect((await idp.get(`/Users/${id}`)).body.addresses).toEqual([{ type: 'work', streetAddress: text }])
      }
    }
  })

  test('Q48 in a PATCH the last primary wins, and the others become false', async () => {
    for (const idp of bothManners(entra)) {
      const id = await createUser(idp, 'a', {
        emails: [
          { type: 'work', value: 'a@x', primary: true },
          { type: 'work', value: 'b@x' },
        ],
      })
      const changed = await idp.patch(
        `/Users/${id}`,
        patchOp(
          '{"op":"Replace","path":"emails[value eq \\"b@x\\"].primary","value":true}',
          '{"op":"Add","path":"emails","value":[{"type":"home","value":"c@x","primary":true}]}',
        ),
      )
      expect(changed.status).toBe(200)
      expect((await idp.get(`/Users/${id}`)).body.emails).toEqual([
        { type: 'work', value: 'a@x', primary: false },
        { type: 'work', value: 'b@x', primary: false },
        { type: 'home', value: 'c@x', primary: true },
      ])
    }
  })

  test('Q41 what fails in the last operation has changed nothing in the first', async () => {
    for (const idp of bothManners(entra)) {
      const id = await createUser(idp, 'a', { title: 'T' })
      const before = await idp.get(`/Users/${id}`)
      const refused = await idp.patch(
        `/Users/${id}`,
        patchOp(
          '{"op":"Replace","path":"title","value":"Lost"}',
          '{"op":"Add","path":"roles","value":[{"value":"Admin"}]}',
          '{"op":"Replace","path":"noSuchAttribute","value":"x"}',
        ),
      )
      expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
      const after = await idp.get(`/Users/${id}`)
      expect(after.body).toEqual(before.body)
    }
  })
})

test('Q24 the value that is there already is written again: no change, no version, no record', async () => {
  const idp = identityProvider(entra)
  const id = await createUser(idp, 'a', { emails: [{ type: 'work', value: 'x@y' }] })
  const before = await idp.get(`/Users/${id}`)
  const records = (await idp.bench.changeRecords()).length
  const again = await idp.patch(
    `/Users/${id}`,
    patchOp(
      '{"op":"Replace","path":"userName","value":"a"}',
      '{"op":"Add","path":"emails[type eq \\"work\\"].value","value":"x@y"}',
      '{"op":"Replace","path":"active","value":"True"}',
    ),
  )
  expect(again.status).toBe(200)
  expect(again.body).toEqual(before.body)
  expect(await idp.bench.changeRecords()).toHaveLength(records)
})
