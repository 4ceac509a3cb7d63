import { describe, expect } from 'vitest'
import type { ScimType } from '../scim-error.js'
import type { BenchOptions, OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import type { ScimAnswer } from './scim-client.js'
import { createSubject, expectRefusal, type Subject } from './subject.js'

/** RFC 7644 §3.12: statuses and error responses. Those that need a server's credentials are tested there. */
export function testErrors(open: OpenBench): void {
  describe('RFC 7644 §3.12, errors', () => {
    testRefusals(open)
    testFailures(open)
    testOthers(open)
  })
}

/** A request that is refused, and how. */
interface Refused {
  readonly status: number
  readonly scimType?: ScimType
  readonly send: (bench: ProtocolBench, user: Subject) => Promise<ScimAnswer>
}

const patch = (operation: object) => (_: ProtocolBench, user: Subject) => user.patch([operation])
const get = (path: string) => (bench: ProtocolBench) => bench.get(path)

/** Each status and each detail keyword of Tables 8 and 9 that the engine answers, and the statuses of HTTP beside them. */
const refusals: readonly Refused[] = [
  { status: 400, scimType: 'invalidFilter', send: get('/Users?filter=userName%20is%20%22x%22') },
  { status: 400, scimType: 'tooMany', send: get(`/Users?filter=title%20pr${'%20or%20title%20pr'.repeat(100)}`) },
  { status: 400, scimType: 'mutability', send: patch({ op: 'replace', path: 'id', value: 'x' }) },
  { status: 400, scimType: 'invalidSyntax', send: (bench) => bench.post('/Users', ['x']) },
  { status: 400, scimType: 'invalidPath', send: patch({ op: 'replace', path: 'nothing', value: 'x' }) },
  { status: 400, scimType: 'noTarget', send: patch({ op: 'remove' }) },
  { status: 400, scimType: 'invalidValue', send: (bench) => bench.post('/Users', userBody('')) },
  { status: 403, send: get('/Schemas?filter=name%20pr') },
  { status: 404, send: get('/Users/nobody') },
  { status: 404, send: get('/Nothing') },
  { status: 405, send: (bench) => bench.delete('/Users') },
  { status: 409, scimType: 'uniqueness', send: (bench) => bench.post('/Users', userBody('a@x.example')) },
  { status: 412, send: (bench, user) => bench.delete(user.path, { 'if-match': 'W/"99"' }) },
  { status: 413, send: (bench) => bench.post('/Users', 'x'.repeat(16 * 1024 * 1024)) },
  { status: 415, send: (bench) => bench.send('POST', '/Users', '<user/>', { 'content-type': 'text/xml' }) },
  { status: 501, send: get('/Me') },
]

function testRefusals(open: OpenBench): void {
  requirement(
    ['7644-3.12-a', '7644-3.12-b', '7644-3.12-c', '7644-3.12-d'],
    'D-36: every refusal is a JSON Error with its status as text, a registered scimType where there is one, and a sentence',
    async () => {
      const { bench, user } = await openUser(open)
      const before = await user.read()
      for (const { status, scimType, send } of refusals) {
        expectRefusal(await send(bench, user), { status, scimType })
      }
      expect(await user.read()).toEqual(before)
      expect((await bench.get('/Users')).body.totalResults).toBe(1)
    },
  )

  requirement(
    '7644-3.12-a',
    'a sentence says what of the request was wrong, and nothing of other resources',
    async () => {
      const { bench, user } = await openUser(open)
      await createSubject(bench, '/Users', userBody('secret@x.example', { externalId: 'hidden' }))
      const taken = await user.patch([{ op: 'replace', path: 'userName', value: 'SECRET@x.example' }])
      expect(taken.body.detail).toContain("'userName'")
      expect(taken.body.detail).not.toMatch(/hidden|secret@x/)
      const unknown = await user.patch([{ op: 'replace', path: 'nothing', value: 'x' }])
      expect(unknown.body.detail).toContain("'nothing'")
    },
  )

  requirement('7644-3.12-l', 'D-41: 409 is for duplicates, 412 for a version that has moved on', async () => {
    const { bench, user } = await openUser(open)
    const duplicate = { status: 409, scimType: 'uniqueness' } as const
    expectRefusal(await bench.post('/Users', userBody('A@x.example')), duplicate)
    await user.refuses(() => user.put(userBody('b@x.example'), { 'if-match': 'W/"99"' }), {
      status: 412,
      scimType: undefined,
    })
  })
}

function testFailures(open: OpenBench): void {
  requirement(
    '7644-3.12-e',
    'D-69: a fault of the server is a SCIM error with 500, which tells the client nothing of its inside',
    async () => {
      const failures: unknown[] = []
      const bench = open(failing((error) => failures.push(error)))
      const answer = await bench.post('/Users', userBody('a@x.example', { password: 'Nebuchadnezzar' }))
      expectRefusal(answer, { status: 500, scimType: undefined })
      expect(answer.body.detail).toMatch(/the fault is its own/)
      expect(JSON.stringify(answer.body)).not.toMatch(/engine room|Error:|\.ts|Nebuchadnezzar/)
      expect(failures).toEqual([new Error('fire in the engine room')])
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    },
  )
}

/** A service provider that cannot hash a password. */
function failing(failed: (error: unknown) => void): BenchOptions {
  return {
    failed,
    hashPassword: () => Promise.reject(new Error('fire in the engine room')),
  }
}

function testOthers(open: OpenBench): void {
  requirement(
    '7644-3.12-h',
    'D-46: what is not supported here is 501, and what a path does not take is 405 with Allow',
    async () => {
      const bench = open()
      expectRefusal(await bench.get('/Me'), { status: 501, scimType: undefined })
      const answer = await bench.send('PATCH', '/Users', 'not JSON')
      expectRefusal(answer, { status: 405, scimType: undefined })
      expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
    },
  )

  requirement('7644-3.12-i', 'D-57: another version of the protocol is nowhere to be found: 404', async () => {
    const bench = open()
    const base = bench.baseUrl.replace('/v2', '')
    for (const version of ['v1', 'v9', 'v2.1']) {
      for (const method of ['GET', 'DELETE']) {
        const other = open({ baseUrl: base, basePath: '/scim' })
        expectRefusal(await other.send(method, `/../${version}/Users`), { status: 404, scimType: undefined })
      }
      expectRefusal(await bench.get(`/../${version}/Users`), { status: 404, scimType: undefined })
    }
  })

  requirement(
    '7644-3.12-k',
    'D-68: nothing is redirected: a path that is written otherwise is answered at once',
    async () => {
      const { bench, user } = await openUser(open)
      const group = await createSubject(bench, '/Groups', groupBody('Crew'))
      for (const path of [`${user.path}/`, `/${user.path}`, `${user.path}//`, `${group.path}/`]) {
        const { status, headers } = await bench.get(path)
        expect({ path, status, location: headers.get('location') }).toEqual({
          path,
          status: 200,
          location: `${bench.baseUrl}${path.replaceAll('//', '/').replace(/\/$/, '')}`,
        })
      }
      const written = await bench.patch(`${user.path}/`, [{ op: 'replace', path: 'title', value: 'Pilot' }])
      expect({ status: written.status, title: written.body.title }).toEqual({ status: 200, title: 'Pilot' })
    },
  )
}

async function openUser(open: OpenBench): Promise<{ readonly bench: ProtocolBench; readonly user: Subject }> {
  const bench = open()
  return { bench, user: await createSubject(bench, '/Users', userBody('a@x.example')) }
}
