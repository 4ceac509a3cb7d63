import { expect, test } from 'vitest'
import { readIdempotency } from './idempotency-key.js'

const body = { userName: 'ada', password: 'correct horse' }

test('a request without the header has no key', async () => {
  expect(await readIdempotency(exchangeOf({}), body)).toBeUndefined()
})

test('the same request under the same key is known again, with quotes or without', async () => {
  const known = await read('k-1')
  expect(await read('k-1')).toEqual(known)
  expect(await read('"k-1"')).toEqual(known)
})

test('another body, another endpoint or another query is another request under the same key', async () => {
  const known = await read('k-1')
  const others = [
    await read('k-1', { ...body, password: 'battery staple' }),
    await read('k-1', body, '/Groups'),
    await read('k-1', body, '/Users?attributes=id'),
  ]
  for (const other of others) {
    expect(other?.key).toBe(known?.key)
    expect(other?.fingerprint).not.toBe(known?.fingerprint)
  }
})

test('what is kept has neither the value of the header, nor a digest that a guessed body gives without it', async () => {
  const [known, other] = [await read('0b9a5c5e'), await read('7d1f2a60')]
  const kept = JSON.stringify(known)
  expect(kept).not.toContain('0b9a5c5e')
  for (const guess of [`POST /scim/v2/Users\n${JSON.stringify(body)}`, JSON.stringify(body), body.password]) {
    expect(kept).not.toContain(await sha256Of(guess))
  }
  expect(other?.fingerprint).not.toBe(known?.fingerprint)
  expect(other?.key).not.toBe(known?.key)
})

function read(key: string, sent: unknown = body, path = '/Users') {
  return readIdempotency(exchangeOf({ 'idempotency-key': key }, path), sent)
}

function exchangeOf(headers: Record<string, string>, path = '/Users') {
  const url = new URL(`https://app.example/scim/v2${path}`)
  return { url, request: new Request(url, { method: 'POST', headers }) }
}

async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
