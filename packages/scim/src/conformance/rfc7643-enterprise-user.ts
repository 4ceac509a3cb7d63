import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §4.3: the enterprise extension of a user. */
export function testEnterpriseUser(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §4.3, the enterprise extension', () => {
    requirement(
      '7643-4.3-a',
      'a manager who exists is shown with $ref and displayName, wherever users are',
      async () => {
        const bench = open()
        const boss = await createUser(bench, 'boss', { displayName: 'Ada Boss' })
        const created = await bench.post('/Users', employee('eve', { manager: { value: boss.id } }))
        const manager = { value: boss.id, $ref: `${bench.baseUrl}/Users/${boss.id}`, displayName: 'Ada Boss' }
        expect({ status: created.status, manager: managerOf(created.body) }).toEqual({ status: 201, manager })
        const path = `/Users/${created.body.id}`
        expect(managerOf((await bench.get(path)).body)).toEqual(manager)
        const list = await bench.get(`/Users?filter=${encodeURIComponent('userName eq "eve"')}`)
        expect(list.body.Resources.map(managerOf)).toEqual([manager])
        const put = await bench.put(path, employee('eve', { manager: { value: boss.id }, department: 'X' }))
        expect(put.body[enterpriseUrn]).toEqual({ department: 'X', manager })
        expect((await bench.get(manager.$ref.slice(bench.baseUrl.length))).body.id).toBe(boss.id)
        const named = await bench.get(`${path}?attributes=${enterpriseUrn}:manager.displayName`)
        expect(named.body[enterpriseUrn]).toEqual({ manager: { displayName: 'Ada Boss' } })
        const plain = await bench.get(`${path}?excludedAttributes=${enterpriseUrn}:manager`)
        expect(plain.body[enterpriseUrn]).toEqual({ department: 'X' })
      },
    )

    requirement('7643-4.3-a', 'the name of a manager is read when it is shown, outside the version', async () => {
      const bench = open()
      const boss = await createUser(bench, 'boss', { displayName: 'Ada' })
      const { body } = await bench.post('/Users', employee('eve', { manager: { value: boss.id } }))
      await bench.patch(`/Users/${boss.id}`, [{ op: 'replace', path: 'displayName', value: 'Ada Moved' }])
      const after = await bench.get(`/Users/${body.id}`)
      expect(managerOf(after.body).displayName).toBe('Ada Moved')
      expect(after.headers.get('etag')).toBe((await bench.get(`/Users/${body.id}`)).headers.get('etag'))
      expect(after.body.meta.version).toBe(body.meta.version)
      await bench.delete(`/Users/${boss.id}`)
      expect(managerOf((await bench.get(`/Users/${body.id}`)).body)).toEqual({ value: boss.id })
    })

    requirement('7643-4.3-a', 'a manager who is not there, or is no user, is kept and leads nowhere', async () => {
      const bench = open()
      const group = await bench.post('/Groups', groupBody('Staff'))
      const stranger = await createUser(open(), 'stranger', { displayName: 'Of another tenant' })
      for (const value of ['E-1001', group.body.id, stranger.id, 'a/../b?c#d "e"']) {
        const { status, body } = await bench.post('/Users', employee(`of ${value}`, { manager: { value } }))
        expect({ status, manager: managerOf(body) }).toEqual({ status: 201, manager: { value } })
        expect(managerOf((await bench.get(`/Users/${body.id}`)).body)).toEqual({ value })
      }
    })

    requirement('7643-4.3-b', 'manager.displayName is read only', async () => {
      const bench = open()
      const boss = await createUser(bench, 'boss', { displayName: 'Ada' })
      const given = { value: boss.id, displayName: 'Mallory' }
      const { body } = await bench.post('/Users', employee('eve', { manager: given }))
      const path = `/Users/${body.id}`
      expect(managerOf(body).displayName).toBe('Ada')
      expect(managerOf((await bench.put(path, employee('eve', { manager: given }))).body).displayName).toBe('Ada')
      const before = await bench.get(path)
      const explicit = await bench.patch(path, [
        { op: 'replace', path: `${enterpriseUrn}:manager.displayName`, value: 'Mallory' },
      ])
      expect(explicit).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
      // Without a path, a read-only key is passed over in the compatible manner only (D-39).
      const pathless = await bench.patch(path, [
        { op: 'replace', value: { [`${enterpriseUrn}:manager.displayName`]: 'Mallory' } },
      ])
      expect(pathless.status).toBe(strict ? 400 : 200)
      expect(await bench.get(path)).toMatchObject({ status: 200, body: before.body })
      const { attributes } = (await bench.get(`/Schemas/${enterpriseUrn}`)).body
      const manager = attributes.find(({ name }: { name: string }) => name === 'manager')
      expect(
        manager.subAttributes.map((each: { name: string; mutability: string }) => [each.name, each.mutability]),
      ).toEqual([
        ['value', 'readWrite'],
        ['$ref', 'readWrite'],
        ['displayName', 'readOnly'],
      ])
    })

    requirement('7643-4.3-c', 'the five texts are texts', async () => {
      const bench = open()
      const texts = {
        employeeNumber: '701984',
        costCenter: '4130',
        organization: 'Uni',
        division: 'D',
        department: 'T',
      }
      const { body } = await bench.post('/Users', employee('eve', texts))
      expect(body[enterpriseUrn]).toEqual(texts)
      for (const name of Object.keys(texts)) {
        const wrong = await bench.post('/Users', employee(`with ${name}`, { [name]: ['x'] }))
        expect(wrong).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        const number = await bench.post('/Users', employee(`number ${name}`, { [name]: 123 }))
        if (strict) expect(number).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        else expect(number).toMatchObject({ status: 201, body: { [enterpriseUrn]: { [name]: '123' } } })
      }
      const { body: list } = await bench.get(
        `/Users?filter=${encodeURIComponent(`${enterpriseUrn}:employeeNumber eq "701984"`)}`,
      )
      expect(list.totalResults).toBe(1)
    })
  })
}

function employee(userName: string, extension: Record<string, unknown>): Record<string, unknown> {
  return userBody(userName, { schemas: [userUrn, enterpriseUrn], [enterpriseUrn]: extension })
}

async function createUser(bench: ProtocolBench, userName: string, more: Record<string, unknown>) {
  const { status, body } = await bench.post('/Users', userBody(userName, more))
  expect(status).toBe(201)
  return body
}

// biome-ignore lint/suspicious/noExplicitAny: a user as it came back
function managerOf(user: any) {
  return user[enterpriseUrn].manager
}
