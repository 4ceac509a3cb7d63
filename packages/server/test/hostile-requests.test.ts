import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { toNodeHandler } from '../src/node.js'
import { groupBody, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'

/** A real server; whatever would end its process is collected. */
async function listen() {
  const failures: unknown[] = []
  const { rollcall } = await openRollcall({ failed: (error) => failures.push(error) })
  const { client, key } = await organisation(rollcall, 'a.example')
  const server = createServer(toNodeHandler(rollcall))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const fatal: unknown[] = []
  const note = (error: unknown) => fatal.push(error)
  process.on('uncaughtException', note).on('unhandledRejection', note)
  onTestFinished(() => {
    process.off('uncaughtException', note).off('unhandledRejection', note)
  })
  return { port, key, client, failures, fatal }
}

const user = userBody('x@a.example', { name: { givenName: 'Mary Ann', familyName: 'van Dyke' } })

/** The list of 2B, as far as it is the server's, and what else nobody should send. Status classes are what the client may see. */
const requests: readonly (readonly [string, string, string, unknown, readonly number[]])[] = [
  ['Roles from 0', 'GET', '/Roles?startIndex=0', undefined, [200]],
  ['Roles by a foreign parameter', 'GET', '/Roles?recordLimit=x', undefined, [200]],
  ['Roles from far away', 'GET', '/Roles?startIndex=-99999999999999&count=-5', undefined, [200]],
  ['a count that is no number', 'GET', '/Users?count=NaN', undefined, [400]],
  ['a filter given twice', 'GET', '/Users?filter=a&filter=b', undefined, [400]],
  ['a filter of brackets', 'GET', '/Users?filter[not]=x', undefined, [200]],
  ['a user without e-mails', 'POST', '/Users', userBody('one@a.example'), [201]],
  [
    'a user without a primary e-mail',
    'POST',
    '/Users',
    userBody('two@a.example', { emails: [{ value: 'e@a.example' }] }),
    [201],
  ],
  ['a body that is not parsed', 'POST', '/Users', 'not json', [400]],
  ['an empty body', 'POST', '/Users', '', [400]],
  ['null', 'POST', '/Users', null, [400]],
  ['a list', 'POST', '/Users', [], [400]],
  ['a number', 'POST', '/Users', 5, [400]],
  ['a prototype', 'POST', '/Users', '{"__proto__":{"admin":true},"userName":"p@a.example"}', [201, 400]],
  ['a constructor', 'POST', '/Users', '{"constructor":{"prototype":{"x":1}},"userName":"q@a.example"}', [201, 400]],
  [
    'a lone surrogate',
    'POST',
    '/Users',
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"\\ud800"}',
    [400],
  ],
  ['U+0000', 'POST', '/Users', userBody('a\0b'), [400]],
  ['deep nesting', 'POST', '/Users', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, [400]],
  ['PUT without a name', 'PUT', '/Users/ID', userBody('x@a.example'), [200]],
  ['PATCH without Operations', 'PATCH', '/Users/ID', { schemas: [] }, [400]],
  ['PATCH of nothing', 'PATCH', '/Users/ID', patchBody(), [400, 200]],
  ['remove without value', 'PATCH', '/Users/ID', patchBody({ op: 'remove', path: 'title' }), [200]],
  ['remove without path', 'PATCH', '/Users/ID', patchBody({ op: 'remove' }), [400]],
  ['an operation that is null', 'PATCH', '/Users/ID', { Operations: [null] }, [400]],
  ['an operation without op', 'PATCH', '/Users/ID', patchBody({ path: 'title', value: 'x' }), [400]],
  ['active as text', 'PATCH', '/Users/ID', patchBody({ op: 'replace', path: 'active', value: 'False' }), [200]],
  [
    'a role that is not there',
    'PATCH',
    '/Users/ID',
    patchBody({ op: 'add', path: 'roles', value: [{ value: '1' }] }),
    [200, 400],
  ],
  ['an unknown user', 'PATCH', '/Users/abc', patchBody({ op: 'replace', path: 'title', value: 'x' }), [404]],
  ['an unknown user', 'DELETE', '/Users/abc', undefined, [404]],
  ['an id above 2^31', 'GET', '/Users/99999999999999999999', undefined, [404]],
  ['an id that begins like another (C22)', 'GET', '/Users/ID1abc', undefined, [404]],
  ['a member without a value', 'POST', '/Groups', groupBody('g', { members: [{}] }), [400]],
  ['percent signs', 'GET', '/Users/%', undefined, [404, 400]],
  ['broken UTF-8', 'GET', '/Users/%ff', undefined, [404, 400]],
  ['U+0000 in the path', 'GET', '/Users/%00', undefined, [404]],
  ['U+0000 in a filter', 'GET', '/Users?filter=userName%20eq%20%22%00%22', undefined, [400]],
  ['a filter without an end', 'GET', `/Users?filter=${'('.repeat(2000)}`, undefined, [400]],
  ['a path that climbs', 'GET', '/../../etc/passwd', undefined, [404]],
  ['a method of nobody', 'PROPFIND', '/Users', undefined, [405]],
  ['a POST to a catalogue', 'POST', '/Roles', { id: 'x' }, [405]],
]

test('2B, A11: no request ends the process, and each is answered as SCIM says', async () => {
  const { port, key, client, failures, fatal } = await listen()
  const { id } = (await client('POST', '/Users', { body: user })).body
  for (const [name, method, path, body, statuses] of requests) {
    const response = await fetch(`http://127.0.0.1:${port}/scim/v2${path.replace('ID', id)}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    expect
      .soft([name, response.status, statuses.includes(response.status) ? '' : text])
      .toEqual([name, expect.toSatisfy((status: number) => statuses.includes(status)), ''])
    if (response.status >= 400) {
      expect
        .soft([name, JSON.parse(text)])
        .toEqual([name, expect.objectContaining({ status: String(response.status), detail: expect.any(String) })])
      // A21: neither a stack nor a path of this machine.
      expect.soft(text).not.toMatch(/node_modules|at .*\.[jt]s:\d|\/src\//)
    }
    expect.soft(response.headers.get('x-powered-by')).toBeNull()
  }
  expect(failures).toEqual([])
  expect(fatal).toEqual([])
  expect((await client('GET', `/Users/${id}`)).status).toBe(200)
  expect({}).not.toHaveProperty('admin')
})

test('2B: a user is created once, however many create it at once', async () => {
  const { client, failures } = await listen()
  const answers = await Promise.all(Array.from({ length: 10 }, () => client('POST', '/Users', { body: user })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
  expect(failures).toEqual([])
})

test.each([
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['a malformed Host', 'GET /scim/v2/Users HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['no Host', 'GET /scim/v2/Users HTTP/1.0\r\n\r\n'],
  ['an absolute target', 'GET http://elsewhere.example/scim/v2/Users HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a target of nothing', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a body that lies about its length', 'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{}'],
  ['a broken chunk', 'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
])('2B: %s does not end the process', async (_name, bytes) => {
  const { port, key, client, fatal } = await listen()
  const authorized = bytes.replace('\r\nHost', `\r\nAuthorization: Bearer ${key}\r\nHost`)
  for (const sent of [bytes, authorized]) await sendRaw(port, sent)
  expect((await client('GET', '/Users')).status).toBe(200)
  expect(fatal).toEqual([])
})

/** Sends bytes and hangs up, as a client that dies does. */
function sendRaw(port: number, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.on('data', () => socket.destroy())
    setTimeout(() => socket.destroy(), 100)
  })
}
