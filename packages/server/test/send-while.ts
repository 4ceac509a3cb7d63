import type { Rollcall } from '../src/index.js'

/** A request whose key has been looked at, and whose body comes when something else is done. */
export function sendWhile(
  { fetch }: Pick<Rollcall, 'fetch'>,
  key: string,
  target: string,
  body: object,
  done: () => Promise<unknown>,
): Promise<Response> {
  const late = new ReadableStream({
    async pull(controller) {
      await done()
      controller.enqueue(new TextEncoder().encode(JSON.stringify(body)))
      controller.close()
    },
  })
  const method = 'Operations' in body ? 'PATCH' : 'POST'
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
  return fetch(
    new Request(`http://localhost/scim/v2${target}`, { method, headers, body: late, duplex: 'half' } as RequestInit),
  )
}
