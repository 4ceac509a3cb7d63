import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { toNodeHandler } from '../src/node.js'
import { openRollcall, organisation, userBody } from './open-rollcall.js'

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What Express does with `app.use(mount, handler)`: the mount leaves the URL and stands in `baseUrl`. */
function mountLikeExpress(mount: string, handler: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    const url = incoming.url?.slice(mount.length) ?? ''
    Object.assign(incoming, { originalUrl: incoming.url, baseUrl: mount, url: url === '' ? '/' : url })
    handler(incoming, outgoing)
  }
}

async function post(url: string, key: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

test('it is mounted in a plain Node server', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const origin = await listen(toNodeHandler(rollcall))
  const made = await post(`${origin}/scim/v2/Users`, key, userBody('x@a.example'))
  expect(made.status).toBe(201)
  const location = made.headers.get('location') ?? ''
  expect(location).toMatch(new RegExp(`^${origin}/scim/v2/Users/`))
  expect((await fetch(location, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200)
})

test.each(['/scim/v2', '/api/tenants/scim'])(
  'mounted at %s, locations begin there and the log says so',
  async (mount) => {
    const paths: string[] = []
    const { rollcall } = await openRollcall({ trace: ({ path }) => paths.push(path) })
    const { key } = await organisation(rollcall, 'a.example')
    const origin = await listen(mountLikeExpress(mount, toNodeHandler(rollcall)))
    const made = await post(`${origin}${mount}/Users`, key, userBody('x@a.example'))
    expect(made.headers.get('location')).toMatch(new RegExp(`^${origin}${mount}/Users/`))
    const config = await fetch(`${origin}${mount}/ServiceProviderConfig`)
    expect(await config.json()).toMatchObject({ meta: { location: `${origin}${mount}/ServiceProviderConfig` } })
    await expect.poll(() => paths).toEqual([`${mount}/Users`, `${mount}/ServiceProviderConfig`])
  },
)

test('a public URL keeps the mount', async () => {
  const { rollcall } = await openRollcall({ publicUrl: 'https://app.example' })
  const { key } = await organisation(rollcall, 'a.example')
  const origin = await listen(mountLikeExpress('/scim/v2', toNodeHandler(rollcall)))
  const made = await post(`${origin}/scim/v2/Users`, key, userBody('x@a.example'))
  expect(made.headers.get('location')).toMatch(/^https:\/\/app\.example\/scim\/v2\/Users\//)
})

test('C34: behind a body parser the answer names the cure', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const handler = toNodeHandler(rollcall)
  const origin = await listen(async (incoming, outgoing) => {
    await readAll(incoming)
    await handler(incoming, outgoing)
  })
  const refused = await post(`${origin}/scim/v2/Users`, key, userBody('x@a.example'))
  expect(refused.status).toBe(500)
  expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('before express.json()') })
  const listed = await fetch(`${origin}/scim/v2/Users`, { headers: { authorization: `Bearer ${key}` } })
  expect(listed.status).toBe(200)
})

test("the host app's Request and Response stay its own", async () => {
  const before = [globalThis.Request, globalThis.Response]
  const { rollcall } = await openRollcall()
  toNodeHandler(rollcall)
  expect([globalThis.Request, globalThis.Response]).toEqual(before)
})

test('forwarded headers are believed when they are to be, and only then', async () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tunnel.example' }
  for (const [trustForwarded, expected] of [
    [true, 'https://tunnel.example/scim/v2/ServiceProviderConfig'],
    [false, /^http:\/\/127\.0\.0\.1:\d+\/scim\/v2\/ServiceProviderConfig$/],
  ] as const) {
    const { rollcall } = await openRollcall({ trustForwarded })
    const origin = await listen(toNodeHandler(rollcall))
    const config = await (await fetch(`${origin}/scim/v2/ServiceProviderConfig`, { headers })).json()
    expect(config).toMatchObject({ meta: { location: expect.stringMatching(expected) } })
  }
})

test('fetch is bound, takes paths with and without the base, and ignores further arguments', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const { fetch: answer } = rollcall
  for (const path of ['/scim/v2/Users', '/Users', '/scim/v2//Users/']) {
    const request = new Request(`http://localhost${path}`, { headers: { authorization: `Bearer ${key}` } })
    expect((await [request].map(answer)[0])?.status).toBe(200)
  }
})

async function readAll(incoming: IncomingMessage): Promise<void> {
  for await (const _ of incoming);
}
