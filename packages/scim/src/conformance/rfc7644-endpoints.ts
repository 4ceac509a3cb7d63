import { describe, expect, test } from 'vitest'
import { bulkRequestUrn } from './bulk-bodies.js'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { patchOpUrn } from './scim-client.js'

const unknownId = '00000000-0000-7000-8000-00000000dead'

/** RFC 7644 §3.1 and §3.2: messages, endpoints and methods. */
export function testEndpoints(open: OpenBench): void {
  describe('RFC 7644 §3.1, messages', () => {
    requirement('7644-3.1-a', 'the schemas of messages begin with urn:ietf:params:scim:api:', async () => {
      const bench = open()
      const list = await bench.get('/Users')
      const refused = await bench.get(`/Users/${unknownId}`)
      expect(list.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
      expect(refused.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    })
    requirement('7644-3.1-b', 'the schemas of messages are not among those that can be discovered', async () => {
      const bench = open()
      const { body } = await bench.get('/Schemas')
      const ids: readonly string[] = body.Resources.map(({ id }: { readonly id: string }) => id)
      expect(ids.length).toBeGreaterThan(3)
      expect(ids.filter((id) => id.startsWith('urn:ietf:params:scim:api:'))).toEqual([])
      for (const message of ['ListResponse', 'Error', 'PatchOp', 'SearchRequest', 'BulkRequest']) {
        expect((await bench.get(`/Schemas/urn:ietf:params:scim:api:messages:2.0:${message}`)).status).toBe(404)
      }
    })
    requirement('7644-3.1-c', 'an answer shows the resource as the service provider has it', async () => {
      const bench = open()
      const created = await bench.post('/Users', userBody('ada', { title: 'Countess', emails: [{ value: 'a@x' }] }))
      const url = `/Users/${created.body.id}`
      expect(created.body).toEqual((await bench.get(url)).body)
      const replaced = await bench.put(url, userBody('ada', { nickName: 'Ada', roles: [{ value: 'admin' }] }))
      expect(replaced.status).toBe(200)
      expect(replaced.body).toEqual((await bench.get(url)).body)
      const patched = await bench.patch(url, [{ op: 'replace', path: 'title', value: 'Dr.' }])
      expect(patched).toMatchObject({ status: 200, body: { title: 'Dr.', nickName: 'Ada' } })
      expect(patched.body).toEqual((await bench.get(url)).body)
    })
    requirement(
      '7644-3.1-d',
      'a client may send back all that it was given: what is read-only is ignored',
      async () => {
        const bench = open()
        const { body: created } = await bench.post('/Users', userBody('ada', { title: 'Countess' }))
        await bench.post('/Groups', groupBody('staff', [created.id]))
        const url = `/Users/${created.id}`
        const before = (await bench.get(url)).body
        expect(before.groups).toHaveLength(1)
        const replaced = await bench.put(url, before)
        expect(replaced.status).toBe(200)
        expect(replaced.body).toEqual(before)
        expect((await bench.get(url)).body).toEqual(before)
      },
    )
  })

  describe('RFC 7644 §3.2, endpoints and methods', () => {
    requirement('7644-3.2-a', 'an endpoint is the plural of its resource type', async () => {
      const bench = open()
      const { body } = await bench.get('/ResourceTypes')
      const endpoints = body.Resources.map(({ name, endpoint }: Record<string, string>) => [name, endpoint])
      expect(endpoints).toEqual([
        ['User', '/Users'],
        ['Group', '/Groups'],
        ['Device', '/Devices'],
      ])
      expect((await bench.post('/Devices', deviceBody('d1'))).status).toBe(201)
      expect((await bench.post('/Device', deviceBody('d2'))).status).toBe(404)
    })
    requirement('7644-3.2-b', 'PUT never creates', async () => {
      const bench = open()
      const { status, body } = await bench.put(`/Users/${unknownId}`, userBody('ada'))
      expect({ status, statusInBody: body.status }).toEqual({ status: 404, statusInBody: '404' })
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    })
    requirement('7644-3.2-c', 'the status of an error stands in the answer and in its body', async () => {
      const bench = open()
      await bench.post('/Users', userBody('ada'))
      const answers = [
        await bench.post('/Users', userBody('ADA')),
        await bench.post('/Users', { schemas: [] }),
        await bench.get('/Users?filter=x'),
        await bench.get('/Nope'),
        await bench.delete('/Users'),
        await bench.get('/Schemas?filter=x'),
        await bench.send('POST', '/Users', '<xml/>', { 'content-type': 'text/xml' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([409, 400, 400, 404, 405, 403, 415])
      expect(answers.map(({ body }) => body.status)).toEqual(['409', '400', '400', '404', '405', '403', '415'])
    })
    requirement(
      '7644-3.2-d',
      'a method that an endpoint has not is refused, whatever the body, and told which it has (D-46)',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Users', userBody('ada'))).body
        const collection = 'GET, HEAD, POST'
        const item = 'GET, HEAD, PUT, PATCH, DELETE'
        expect(await allowed(bench, 'PUT', '/Users')).toEqual([405, collection])
        expect(await allowed(bench, 'DELETE', '/Users')).toEqual([405, collection])
        expect(await allowed(bench, 'PATCH', '/Users')).toEqual([405, collection])
        expect(await allowed(bench, 'POST', `/Users/${id}`)).toEqual([405, item])
        expect(await allowed(bench, 'POST', '/Schemas')).toEqual([405, 'GET, HEAD'])
        expect((await bench.get(`/Users/${id}`)).status).toBe(200)
      },
    )
    requirement(
      '7644-3.2-d',
      'a refusal tells HEAD what it tells GET, and so its length (RFC 9110 §9.3.2)',
      async () => {
        const bench = open()
        for (const path of ['/Bulk', '/.search', '/Users/.search']) {
          const asked = await bench.send('GET', path)
          const headed = await bench.send('HEAD', path)
          expect(asked.status).toBe(405)
          expect(asked.body.detail).toContain('GET')
          // The server that hosts the engine leaves the body out.
          expect(headed).toMatchObject({ status: 405, body: asked.body })
          expect(headed.headers.get('content-length')).toBe(asked.headers.get('content-length'))
          expect(headed.headers.get('allow')).toBe('POST')
        }
      },
    )
    test('a body deeper than any message is refused before anything is done, wherever it is sent', async () => {
      const bench = open()
      const { id } = (await bench.post('/Users', userBody('ada'))).body
      const deep = `${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}`
      const user = JSON.stringify({ ...userBody('bob'), x: 'DEEP' })
      const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], count: 'DEEP' }
      const creation = { method: 'POST', path: '/Users', bulkId: 'b', data: { ...userBody('bob'), x: 'DEEP' } }
      const bulk = { schemas: [bulkRequestUrn], Operations: [creation] }
      const patch = { schemas: [patchOpUrn], Operations: [{ op: 'add', path: 'title', value: 'DEEP' }] }
      const sent = [
        await sendDeep('POST', '/Users', user),
        await sendDeep('POST', '/Users', user, { 'idempotency-key': 'k' }),
        await sendDeep('PUT', `/Users/${id}`, user),
        await sendDeep('PATCH', `/Users/${id}`, JSON.stringify(patch)),
        await sendDeep('POST', '/Users/.search', JSON.stringify(search)),
        await sendDeep('POST', '/.search', JSON.stringify(search)),
        await sendDeep('POST', '/Bulk', JSON.stringify(bulk)),
        await sendDeep('POST', '/Bulk?atomic=true', JSON.stringify(bulk), { 'idempotency-key': 'l' }),
      ]
      expect(sent.map(({ status, body }) => [status, body.scimType])).toEqual(sent.map(() => [400, 'invalidSyntax']))
      expect(
        (await bench.get('/Users')).body.Resources.map(({ userName }: Record<string, string>) => userName),
      ).toEqual(['ada'])

      function sendDeep(method: string, path: string, body: string, headers: Record<string, string> = {}) {
        const type = { 'content-type': 'application/scim+json' }
        return bench.send(method, path, body.replace('"DEEP"', deep), { ...type, ...headers })
      }
    })
    requirement('7644-3.2-e', 'a refusal does not repeat a path of any length', async () => {
      const bench = open()
      const long = 'x'.repeat(3000)
      const answers = [
        await bench.get(`/${long}`),
        await bench.get(`/Users/${long}/1`),
        await bench.get(`/Users/${long}`),
        await bench.delete(`/Users/${long}`),
        await bench.post(`/Users/${long}`, userBody('ada')),
      ]
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 405])
      for (const { body } of answers) expect(body.detail.length).toBeLessThan(200)
    })

    requirement('7644-3.2-e', 'an unknown endpoint is a 404 with a SCIM error', async () => {
      const bench = open()
      for (const path of ['/Nope', '/Nope/1', '/Users/1/emails', '/users.json']) {
        const { status, body } = await bench.get(path)
        expect(status).toBe(404)
        expect(body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' })
        expect(body.detail).not.toBe('')
      }
    })
  })
}

async function allowed(bench: ProtocolBench, method: string, path: string): Promise<readonly unknown[]> {
  const { status, headers } = await bench.send(method, path, '{ not read', { 'content-type': 'text/xml' })
  return [status, headers.get('allow')]
}
