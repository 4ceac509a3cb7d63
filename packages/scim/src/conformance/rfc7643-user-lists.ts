import { describe, expect } from 'vitest'
import { certificate } from './certificate.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, groupUrn, userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §4.1.2: the multi-valued attributes of a user. */
export function testUserLists(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §4.1.2, multi-valued attributes of a user', () => {
    requirement('7643-4.1.2-a', 'an e-mail address is kept as it is, and found without regard to case', async () => {
      const bench = open()
      const emails = [{ value: 'bj@EXAMPLE.COM', type: 'work', primary: true }]
      expect((await bench.post('/Users', userBody('bj', { emails }))).body.emails).toEqual(emails)
      for (const filter of [
        'emails.value eq "BJ@example.com"',
        'emails[type eq "WORK" and value eq "bj@example.com"]',
      ]) {
        expect(await userNamesOf(bench, filter)).toEqual(['bj'])
      }
    })

    requirement('7643-4.1.2-b', 'a phone number is kept, as a URI or as people write it', async () => {
      const bench = open()
      const phoneNumbers = [
        { value: 'tel:+1-201-555-0123', type: 'work' },
        { value: '555 1234', type: 'mobile' },
      ]
      const { status, body } = await bench.post('/Users', userBody('bj', { phoneNumbers }))
      expect({ status, phoneNumbers: body.phoneNumbers }).toEqual({ status: 201, phoneNumbers })
      expect(await userNamesOf(bench, 'phoneNumbers.value eq "tel:+1-201-555-0123"')).toEqual(['bj'])
    })

    requirement('7643-4.1.2-c', 'the address of a messenger is kept; the types are suggestions (Q46)', async () => {
      const bench = open()
      const ims = [
        { value: 'some one', type: 'xmpp' },
        { value: 'x', type: 'matrix' },
      ]
      expect((await bench.post('/Users', userBody('bj', { ims }))).body.ims).toEqual(ims)
      expect(await canonicalTypes(bench, 'ims')).toEqual([
        ...['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'],
      ])
    })

    requirement(['7643-4.1.2-d', '7643-4.1.2-m'], 'a photo is a URI, of type photo or thumbnail', async () => {
      const bench = open()
      const photos = [{ value: 'https://photos.example.com/p/F', type: 'photo' }]
      expect((await bench.post('/Users', userBody('a', { photos }))).body.photos).toEqual(photos)
      const wrong = await bench.post('/Users', userBody('b', { photos: [{ value: 'no url', type: 'photo' }] }))
      if (strict) expect(wrong).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      else expect(wrong).toMatchObject({ status: 201, body: { photos: [{ value: 'no url' }] } })
      expect(await canonicalTypes(bench, 'photos')).toEqual(['photo', 'thumbnail'])
    })

    requirement(
      '7643-4.1.2-e',
      'a country is two letters (EID 5990); anything else in the compatible manner only',
      async () => {
        const bench = open()
        for (const country of ['US', 'DK']) {
          const { status, body } = await bench.post('/Users', userBody(country, { addresses: [{ country }] }))
          expect({ status, addresses: body.addresses }).toEqual({ status: 201, addresses: [{ country }] })
        }
        for (const country of ['USA', 'us', 'QX', 'Denmark']) {
          const answer = await bench.post('/Users', userBody(`in ${country}`, { addresses: [{ country }] }))
          if (strict) expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
          else expect(answer).toMatchObject({ status: 201, body: { addresses: [{ country }] } })
        }
      },
    )

    requirement(['7643-4.1.2-f', '7643-4.1.2-g'], 'groups names each group by its id, with its URI', async () => {
      const bench = open()
      const user = (await bench.post('/Users', userBody('ada'))).body
      expect(user).not.toHaveProperty('groups')
      const group = (await bench.post('/Groups', groupBody('Staff', [user.id]))).body
      const [shown, ...others] = (await bench.get(`/Users/${user.id}`)).body.groups
      expect(others).toEqual([])
      expect(shown).toEqual({
        value: group.id,
        $ref: `${bench.baseUrl}/Groups/${group.id}`,
        display: 'Staff',
        type: 'direct',
      })
      const target = await bench.get(shown.$ref.slice(bench.baseUrl.length))
      expect(target.body).toMatchObject({ id: group.id, schemas: [groupUrn] })
    })

    requirement('7643-4.1.2-h', 'only the group changes who is in it: groups of a user is read only', async () => {
      const bench = open()
      const group = (await bench.post('/Groups', groupBody('Staff'))).body
      const groups = [{ value: group.id }]
      const created = await bench.post('/Users', userBody('ada', { groups }))
      expect(created.status).toBe(201)
      const path = `/Users/${created.body.id}`
      expect((await bench.put(path, userBody('ada', { groups }))).status).toBe(200)
      for (const op of ['add', 'replace', 'remove']) {
        const answer = await bench.patch(path, [{ op, path: 'groups', ...(op === 'remove' ? {} : { value: groups }) }])
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
      }
      // Without a path, a read-only key is passed over in the compatible manner (D-39).
      const pathless = await bench.patch(path, [{ op: 'add', value: { groups } }])
      expect(pathless.status).toBe(strict ? 400 : 200)
      expect((await bench.get(path)).body).not.toHaveProperty('groups')
      expect((await bench.get(`/Groups/${group.id}`)).body).not.toHaveProperty('members')
    })

    requirement('7643-4.1.2-i', 'membership through another group is indirect', async () => {
      const bench = open()
      const user = (await bench.post('/Users', userBody('ada'))).body
      const team = (await bench.post('/Groups', groupBody('Team', [user.id]))).body
      const unit = (await bench.post('/Groups', groupBody('Unit', [team.id]))).body
      const firm = (await bench.post('/Groups', groupBody('Firm', [unit.id, user.id]))).body
      expect(await typesByGroup(bench, user.id)).toEqual({
        [team.id]: 'direct',
        [unit.id]: 'indirect',
        [firm.id]: 'direct',
      })
      await bench.patch(`/Groups/${firm.id}`, [{ op: 'remove', path: `members[value eq "${user.id}"]` }])
      expect((await typesByGroup(bench, user.id))[firm.id]).toBe('indirect')
      await bench.patch(`/Groups/${unit.id}`, [{ op: 'remove', path: `members[value eq "${team.id}"]` }])
      expect(await typesByGroup(bench, user.id)).toEqual({ [team.id]: 'direct' })
    })

    requirement('7643-4.1.2-j', 'a certificate is the base64 of its DER form', async () => {
      const bench = open()
      const x509Certificates = [{ value: certificate }]
      const { status, body } = await bench.post('/Users', userBody('a', { x509Certificates }))
      expect({ status, x509Certificates: body.x509Certificates }).toEqual({ status: 201, x509Certificates })
      const pem = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`
      for (const value of [pem, 'no base64!', '=']) {
        const answer = await bench.post('/Users', userBody('b', { x509Certificates: [{ value }] }))
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect((await bench.get('/Users?count=0')).body.totalResults).toBe(1)
    })

    requirement(
      '7643-4.1.2-k',
      'one value is one certificate; more or less in the compatible manner only',
      async () => {
        const bench = open()
        const two = btoa(atob(certificate) + atob(certificate))
        for (const value of [two, certificate.slice(0, 200), btoa('no certificate')]) {
          const answer = await bench.post('/Users', userBody(value, { x509Certificates: [{ value }] }))
          if (strict) expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
          else expect(answer).toMatchObject({ status: 201, body: { x509Certificates: [{ value }] } })
        }
        const both = [{ value: certificate }, { value: certificate, type: 'other' }]
        expect((await bench.post('/Users', userBody('both', { x509Certificates: both }))).status).toBe(201)
      },
    )

    requirement('7643-4.1.2-l', 'roles and entitlements are free-form where there is no catalogue', async () => {
      const bench = open()
      const roles = [{ value: 'admin', display: 'Admin', primary: true }]
      const entitlements = [{ value: 'seat-1', display: 'Seat', type: 'License' }]
      const { status, body } = await bench.post('/Users', userBody('a', { roles, entitlements }))
      expect(status).toBe(201)
      expect((await bench.get(`/Users/${body.id}`)).body).toMatchObject({ roles, entitlements })
      const plain = await bench.post('/Users', userBody('b', { roles: ['admin'] }))
      if (strict) expect(plain).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      else expect(plain).toMatchObject({ status: 201, body: { roles: [{ value: 'admin' }] } })
    })
  })
}

async function typesByGroup(bench: ProtocolBench, user: string): Promise<Record<string, string>> {
  const { groups } = (await bench.get(`/Users/${user}`)).body
  return Object.fromEntries(groups.map(({ value, type }: { value: string; type: string }) => [value, type]))
}

async function canonicalTypes(bench: ProtocolBench, name: string): Promise<readonly string[]> {
  const { attributes } = (await bench.get(`/Schemas/${userUrn}`)).body
  const list = attributes.find((each: { name: string }) => each.name === name)
  return list.subAttributes.find((each: { name: string }) => each.name === 'type').canonicalValues
}

async function userNamesOf(bench: ProtocolBench, filter: string): Promise<readonly string[]> {
  const { status, body } = await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)
  expect(status).toBe(200)
  return body.Resources.map(({ userName }: { userName: string }) => userName)
}
