import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import { toNodeHandler } from '../src/node.js'
import { openRollcall, patchBody, userBody } from './open-rollcall.js'
import { manners, openServer } from './open-server.js'
import { storedBytes } from './stored-bytes.js'

const injections = [
  "' OR '1'='1",
  "x'; DROP TABLE resources; --",
  '" or userName pr or userName eq "',
  '__proto__',
  'constructor.prototype',
  '{"$gt":""}',
  '%_',
  '../../etc/passwd',
  '$' + '{jndi:ldap://x}',
]

describe.each(manners)('RFC 7643 §9, %s', (manner) => {
  test('7643-9.2-b text that is code elsewhere is text here: in bodies, filters, paths and names', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example', { manner })
    await client('POST', '/Users', { body: userBody('bystander@a.example') })
    for (const text of injections) {
      const made = await client('POST', '/Users', { body: userBody(text) })
      expect([text, made.status]).toEqual([text, 201])
      const filter = encodeURIComponent(`userName eq ${JSON.stringify(text)}`)
      const { body: found } = await client('GET', `/Users?filter=${filter}`)
      expect(found.Resources.map(({ id }: { id: string }) => id)).toEqual([made.body.id])
      expect((await client('GET', `/Users/${encodeURIComponent(text)}`)).status).toBe(404)
      const compared = await client('GET', `/Users?filter=${encodeURIComponent(`${text} eq "x"`)}`)
      expect([text, compared.status, compared.body.scimType]).toEqual([text, 400, 'invalidFilter'])
      const value = { op: 'replace', path: text, value: 'x' }
      const modified = await client('PATCH', `/Users/${made.body.id}`, { body: patchBody(value) })
      expect([text, modified.status, modified.body.scimType]).toEqual([text, 400, 'invalidPath'])
    }
    const { body: all } = await client('GET', '/Users')
    expect(all.totalResults).toBe(injections.length + 1)
    expect(server.failures).toEqual([])
  })

  test('7643-9.2-b a prototype in a body reaches no object of ours', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example', { manner })
    for (const [n, name] of ['__proto__', 'constructor', 'prototype'].entries()) {
      const body = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"u${n}","${name}":{"admin":true}}`
      const { status, text } = await client('POST', '/Users', { body })
      expect([name, status]).toEqual([name, manner === 'strict' ? 400 : expect.toBeOneOf([201, 400])])
      expect(text).not.toContain('admin')
    }
    expect({}).not.toHaveProperty('admin')
    expect(server.failures).toEqual([])
  })

  test('7643-4.1.1-k 7643-9.2-a a password is prepared and hashed with a salt of its own; one that is too long is refused', async () => {
    const server = await openServer()
    await server.rollcall.tenants.create('a.example', { passwords: true })
    const { client } = await server.organisation('a.example', { manner })
    const password = 'Zo\u00eb-Battery-7'
    for (const userName of ['a@a.example', 'b@a.example']) {
      expect((await client('POST', '/Users', { body: userBody(userName, { password }) })).status).toBe(201)
    }
    const rows = await server.rollcall.database.read({ sql: '/* a test asks */ SELECT hash FROM passwords' })
    const hashes = rows.map(({ hash }) => String(hash))
    expect(new Set(hashes).size).toBe(2)
    for (const hash of hashes) expect(hash).toMatch(/^scrypt\$16384\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    const directory = server.rollcall.ofTenant('a.example')
    expect(await directory.authenticate('a@a.example', 'Zoe\u0308-Battery-7')).toMatchObject({
      userName: 'a@a.example',
    })
    expect(await directory.authenticate('a@a.example', hashes[0] ?? '')).toBeUndefined()
    const long = await client('POST', '/Users', { body: userBody('c@a.example', { password: 'x'.repeat(1025) }) })
    expect([long.status, long.body.scimType]).toEqual([400, 'invalidValue'])
    expect((await client('GET', '/Users')).body.totalResults).toBe(2)
    const bytes = await storedBytes(server)
    expect(bytes.includes('a@a.example')).toBe(true)
    expect(bytes.includes('-Battery-7')).toBe(false)
  })
})

describe('RFC 7644 §7.2 and §7.4, TLS', () => {
  test('7644-7.2-a 7644-7.4-b mounted in a TLS server it speaks TLS 1.2, and says https in every location', async () => {
    const { rollcall } = await openRollcall()
    await rollcall.tenants.create('a.example')
    const { key } = await rollcall.tenants.issueKey('a.example')
    // A key that both sides know stands in for a certificate (RFC 4279).
    const psk = Buffer.alloc(32, 7)
    const shared = { ciphers: 'PSK-AES128-GCM-SHA256', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
    const server = createServer({ ...shared, pskCallback: () => psk }, toNodeHandler(rollcall))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const answer = await new Promise<{ readonly protocol: string | null; readonly text: string }>((resolve, reject) => {
      const asked = {
        ...shared,
        port,
        host: '127.0.0.1',
        path: '/scim/v2/ResourceTypes',
        agent: false,
        headers: { authorization: `Bearer ${key}` },
        pskCallback: () => ({ psk, identity: 'test' }),
        checkServerIdentity: () => undefined,
      }
      const outgoing = request(asked)
      outgoing.on('error', reject).on('response', (incoming) => {
        const protocol = (incoming.socket as TLSSocket).getProtocol()
        let text = ''
        incoming.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve({ protocol, text }))
      })
      outgoing.end()
    })
    expect(answer.protocol).toBe('TLSv1.2')
    expect(JSON.parse(answer.text).Resources[0].meta.location).toBe(
      `https://127.0.0.1:${port}/scim/v2/ResourceTypes/User`,
    )
  })

  test('7644-7.2-a 7644-7.4-b behind a proxy that ends TLS, a request that came without is refused before its key is looked at', async () => {
    const server = await openServer({ publicUrl: 'https://app.example', trustForwarded: true })
    const { client, key } = await server.organisation('a.example')
    const plain = { 'x-forwarded-proto': 'http' }
    for (const send of [client, server.clientOf(undefined), server.clientOf('Bearer unknown')]) {
      const refused = await send('GET', '/Users', { headers: plain })
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([403, undefined])
      expect(refused.text).not.toContain(key)
    }
    expect((await client('GET', '/Users', { headers: { 'x-forwarded-proto': 'https' } })).status).toBe(200)
    expect(await server.rollcall.tenants.listKeys('a.example')).toHaveLength(1)
  })
})
