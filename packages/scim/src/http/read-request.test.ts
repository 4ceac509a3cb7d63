import { expect, test } from 'vitest'
import { readBody } from './read-request.js'

/** A request with these bytes as its body, in pieces. */
function requestOf(...pieces: readonly (Uint8Array | string | Error)[]): Request {
  const queue = [...pieces]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = queue.shift()
      if (piece === undefined) controller.close()
      else if (piece instanceof Error) controller.error(piece)
      else controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
    },
  })
  return new Request('https://app.example/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

test('a body is read as JSON, in whatever pieces it comes', async () => {
  const bytes = new TextEncoder().encode('{"name":"Zoë 🙂"}')
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
  expect(await readBody(requestOf(...pieces))).toEqual({ name: 'Zoë 🙂' })
  const typed = new Request('https://app.example/', { method: 'POST', body: '[1]', headers: { 'content-type': ' ' } })
  expect(await readBody(typed)).toEqual([1])
})

test.each([
  ['no body', new Request('https://app.example/', { method: 'POST' }), 'The request has no body'],
  ['nothing but spaces', requestOf(' \n'), 'The request has no body'],
  ['half of a character', requestOf('{"a":"', Uint8Array.of(0xf0, 0x9f), '"}'), 'not valid UTF-8'],
  ['a character that never ends', requestOf('"a"', Uint8Array.of(0xc3)), 'not valid UTF-8'],
  ['a body that breaks off', requestOf('{"a":', new Error('socket hang up')), 'broke off before its end'],
  ['JSON that breaks off', requestOf('{"a":'), 'is not valid JSON: it'],
  ['JSON that is deeper than any message', requestOf('{"a":', '['.repeat(100_000)), 'more than 64 arrays'],
  ['JSON with a mistake', requestOf('{"a" 1}'), 'is not valid JSON: it goes wrong at position 5'],
])('%s is refused', async (_what, request, words) => {
  const refused = { status: 400, scimType: 'invalidSyntax', message: expect.stringContaining(words) }
  await expect(readBody(request)).rejects.toMatchObject(refused)
})

test('a refusal quotes nothing of a body that may hold a secret', async () => {
  await expect(readBody(requestOf('{"password": hunter2}'))).rejects.toSatisfy(
    (error) => error instanceof Error && !error.message.includes('hunter2'),
  )
})
