import { describe, expect } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { patchOpUrn } from './scim-client.js'

/** RFC 7644 §3.11: the resource of whoever is authenticated. */
export function testMe(open: OpenBench): void {
  const openMe = async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('me@gridco.example', { title: 'x' }))
    await bench.post('/Users', userBody('other@gridco.example'))
    const me = bench.another({ subject: { type: User, id: body.id } })
    return { bench, me, path: `/Users/${body.id}`, location: body.meta.location }
  }

  describe('RFC 7644 §3.11, /Me', () => {
    requirement('7644-3.11-a', 'a machine’s credential is nobody: 501, whatever the method (D-45)', async () => {
      const bench = open()
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await bench.send(method, '/Me', method === 'GET' || method === 'HEAD' ? undefined : '{')
        expect([method, answer.status]).toEqual([method, 501])
        expect(answer.body).toEqual({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '501',
          detail: expect.stringContaining("'/Me'"),
        })
      }
      expect((await bench.get('/Me/x')).status).toBe(404)
    })

    requirement('7644-3.11-b', 'a person’s request is answered directly and never redirected (D-68)', async () => {
      const { me, location } = await openMe()
      const answer = await me.get('/Me')
      expect([answer.status, answer.headers.get('location')]).toEqual([200, location])
      expect(answer.body.userName).toBe('me@gridco.example')
    })

    requirement('7644-3.11-c', 'every answer names the permanent location', async () => {
      const { bench, me, path, location } = await openMe()
      const read = await me.get('/Me')
      expect([read.headers.get('location'), read.body.meta.location]).toEqual([location, location])
      expect(read.body).toEqual((await bench.get(path)).body)
      const known = await me.get('/Me', { 'if-none-match': read.headers.get('etag') ?? '' })
      expect([known.status, known.headers.get('location')]).toEqual([304, location])

      const patched = await me.patch('/Me', [{ op: 'replace', path: 'title', value: 'y' }])
      expect([patched.status, patched.headers.get('location'), patched.body.title]).toEqual([200, location, 'y'])
      const replaced = await me.put('/me', userBody('me2@gridco.example'))
      expect([replaced.status, replaced.headers.get('location')]).toEqual([200, location])
      expect((await bench.get(path)).body).toMatchObject({ userName: 'me2@gridco.example' })
      expect((await bench.get(path)).body).not.toHaveProperty('title')

      const removed = await me.delete('/Me')
      expect([removed.status, removed.headers.get('location')]).toEqual([204, location])
      expect((await bench.get(path)).status).toBe(404)
      expect((await bench.get('/Users')).body.totalResults).toBe(1)
    })

    requirement('7644-3.11-c', 'so do refusals, which are those of the resource itself', async () => {
      const { bench, me, path, location } = await openMe()
      const body = { schemas: [patchOpUrn], Operations: [{ op: 'replace', path: 'foo[', value: 1 }] }
      const refusals = [
        await me.send('POST', '/Me', '{'),
        await me.send('PATCH', '/Me', JSON.stringify(body), { 'content-type': 'application/scim+json' }),
        await me.put('/Me', userBody('me@gridco.example'), { 'if-match': 'W/"99"' }),
        await me.put('/Me', userBody('other@gridco.example')),
      ]
      expect(refusals.map(({ status, body: { scimType } }) => [status, scimType])).toEqual([
        [405, undefined],
        [400, 'invalidPath'],
        [412, undefined],
        [409, 'uniqueness'],
      ])
      for (const refusal of refusals) expect(refusal.headers.get('location')).toBe(location)
      expect(refusals[0]?.headers.get('allow')).toBe('GET, HEAD, PUT, PATCH, DELETE')
      await bench.delete(path)
      expect((await me.get('/Me')).status).toBe(404)
    })

    requirement('7644-3.11-c', 'the subject may be of any resource type', async () => {
      const bench = open()
      const { body } = await bench.post('/Groups', groupBody('robots'))
      const me = bench.another({ subject: { type: Group, id: body.id } })
      const answer = await me.get('/Me?attributes=displayName')
      expect(answer.body).toEqual({ schemas: body.schemas, id: body.id, displayName: 'robots' })
      expect(answer.headers.get('location')).toBe(`${bench.baseUrl}/Groups/${body.id}`)
    })
  })
}
