import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'

const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** RFC 7644 §3.4, §3.4.1 and §3.4.2: retrieving a resource and lists of them. */
export function testRetrieving(open: OpenBench): void {
  const openTwo = async () => {
    const bench = open()
    const ada = await bench.post('/Users', userBody('ada', { externalId: 'x-1', password: 'hunter2' }))
    await bench.post('/Users', userBody('bob'))
    return { ...bench, id: String(ada.body.id) }
  }
  const isUnknown = async (bench: ProtocolBench, path: string) => {
    const { status, body } = await bench.get(path)
    expect(status).toBe(404)
    expect(body).toMatchObject({ schemas: [errorUrn], status: '404' })
  }

  describe('RFC 7644 §3.4.1, one resource', () => {
    requirement('7644-3.4-a', 'what is returned always or by default is returned, the rest is not', async () => {
      const bench = open()
      const given = { label: 'L', code: 'c', pin: '1234', notes: 'only on request', floor: 3, colors: ['red'] }
      const { body: created } = await bench.post('/Devices', deviceBody('d1', given))
      const { body } = await bench.get(`/Devices/${created.id}`)
      expect(Object.keys(body).sort()).toEqual(
        ['code', 'colors', 'floor', 'id', 'label', 'meta', 'schemas', 'serial'].sort(),
      )
      const user = await openTwo()
      expect(JSON.stringify((await user.get(`/Users/${user.id}`)).body)).not.toContain('hunter2')
    })
    requirement('7644-3.4.1-a', 'a resource that exists is answered with 200', async () => {
      const bench = await openTwo()
      const { status, headers, body } = await bench.get(`/Users/${bench.id}`)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('application/scim+json')
      expect(body).toMatchObject({ schemas: [userUrn], id: bench.id, userName: 'ada', externalId: 'x-1' })
    })
    requirement('7644-3.4.1-b', 'a URL names the id and nothing else (erratum 8367)', async () => {
      const bench = await openTwo()
      await isUnknown(bench, '/Users/ada')
      await isUnknown(bench, '/Users/x-1')
      await isUnknown(bench, `/Users/${bench.id.toUpperCase()}`)
    })
    requirement('7644-3.4.1-c', 'an unknown id is a 404 with a SCIM error', async () => {
      const bench = await openTwo()
      for (const id of ['00000000-dead', 'x', '%00', '%F0%9F%99%82', '%ED%A0%80', 'a'.repeat(5000)]) {
        await isUnknown(bench, `/Users/${id}`)
      }
    })
    requirement('7644-3.4.1-d', 'an id is found on the endpoint of its type only', async () => {
      const bench = await openTwo()
      const group = await bench.post('/Groups', groupBody('staff'))
      await isUnknown(bench, `/Users/${group.body.id}`)
      await isUnknown(bench, `/Groups/${bench.id}`)
      expect((await bench.get(`/Groups/${group.body.id}`)).status).toBe(200)
    })
    requirement(
      '7644-3.4.2.1-f',
      'a filter on one resource is ignored, as any parameter it does not know',
      async () => {
        const bench = await openTwo()
        const plain = await bench.get(`/Users/${bench.id}`)
        for (const filter of ['userName%20eq%20%22nobody%22', 'userName%20eq%20%22ada%22', 'nonsense']) {
          const { status, body } = await bench.get(`/Users/${bench.id}?filter=${filter}`)
          expect(status).toBe(200)
          expect(body).toEqual(plain.body)
        }
      },
    )
  })

  describe('RFC 7644 §3.4.2, lists', () => {
    requirement('7644-3.4.2-a', 'parameters that are not SCIM’s are ignored', async () => {
      const bench = await openTwo()
      const { status, body } = await bench.get('/Users?foo=bar&aadOptscim062020&foo=baz')
      expect(status).toBe(200)
      expect(body).toEqual((await bench.get('/Users')).body)
    })
    requirement(
      ['7644-3.4.2-b', '7644-3.4.2-c', '7644-3.4.2-d'],
      'a list says what it is, how many there are, and which',
      async () => {
        const bench = await openTwo()
        const { body } = await bench.get('/Users')
        expect(body.schemas).toEqual([listUrn])
        expect(body.totalResults).toBe(2)
        expect(body.Resources.map(({ userName }: { userName: string }) => userName)).toEqual(['ada', 'bob'])
        // Also where it is empty (D-35).
        const empty = await bench.get('/Groups')
        expect(empty.body).toMatchObject({ schemas: [listUrn], totalResults: 0, Resources: [] })
      },
    )
    requirement(
      ['7644-3.4.2-e', '7644-3.4.2-f'],
      'a page says where it begins and how long it is (erratum 6010)',
      async () => {
        const bench = await openTwo()
        const first = await bench.get('/Users?count=1')
        expect(first.body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 1 })
        expect(first.body.Resources).toHaveLength(1)
        const rest = await bench.get('/Users?startIndex=2&count=50')
        expect(rest.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1 })
        expect(rest.body.Resources).toHaveLength(1)
      },
    )
    requirement('7644-3.4.2-g', 'nothing found is a list of none', async () => {
      const bench = await openTwo()
      const { status, body } = await bench.get('/Users?filter=userName%20eq%20%22none%22')
      expect(status).toBe(200)
      expect(body).toMatchObject({ schemas: [listUrn], totalResults: 0, itemsPerPage: 0, Resources: [] })
    })
    requirement(
      '7644-3.4.2-h',
      'each element is as a GET shows it, or as the projection wants it, with schemas and id (erratum 8084)',
      async () => {
        const bench = await openTwo()
        const { body } = await bench.get('/Users')
        expect(body.Resources[0]).toEqual((await bench.get(`/Users/${bench.id}`)).body)
        const few = await bench.get('/Users?attributes=userName')
        expect(few.body.Resources[0]).toEqual({ schemas: [userUrn], id: bench.id, userName: 'ada' })
      },
    )
  })
}
