import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a proxy does wrong, once: it answers a read with what it was answered before, or forgets one of two changes. */
export type Fault = 'none' | 'stale read' | 'lost update'

export interface FaultyProxy {
  readonly baseUrl: string
  close(): Promise<void>
}

/** A proxy in front of a real server, for tests of what is to find its fault. */
export async function startFaultyProxy(target: string, fault: Fault): Promise<FaultyProxy> {
  const answer = answererOf(fault, target)
  const server = createServer((incoming, outgoing) => {
    relay(incoming, answer).then(
      (answered) => end(outgoing, answered),
      (error: unknown) => outgoing.writeHead(502).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

interface Relayed {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Answered {
  readonly status: number
  readonly etag: string
  readonly body: string
}

type Answerer = (request: Relayed) => Promise<Answered>

async function relay(incoming: IncomingMessage, answer: Answerer): Promise<Answered> {
  const { method = '', url: path = '', headers } = incoming
  return answer({ method, path, headers, body: await text(incoming) })
}

function end(outgoing: ServerResponse, { status, etag, body }: Answered): void {
  outgoing.writeHead(status, { 'content-type': 'application/scim+json', etag }).end(body)
}

function answererOf(fault: Fault, target: string): Answerer {
  const forward = (request: Relayed) => forwardTo(target, request)
  switch (fault) {
    case 'none':
      return forward
    case 'stale read':
      return staleReads(forward)
    case 'lost update':
      return lostUpdates(forward)
  }
}

async function forwardTo(target: string, { method, path, headers, body }: Relayed): Promise<Answered> {
  const { authorization = '', 'if-match': ifMatch } = headers
  const response = await fetch(target + path, {
    method,
    headers: {
      authorization,
      'content-type': 'application/scim+json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === '' ? {} : { body }),
  })
  return { status: response.status, etag: response.headers.get('etag') ?? '', body: await response.text() }
}

/** Remembers the first read, and answers with it once more when another one would have been answered otherwise. */
function staleReads(forward: Answerer): Answerer {
  let first: Answered | undefined
  let reads = 0
  return async (request) => {
    const answered = await forward(request)
    if (request.method !== 'GET') return answered
    first ??= answered
    return ++reads === 10 ? first : answered
  }
}

/** Makes of one change a read, a pause and a replacement, as a server does that knows no versions: another comes between. */
function lostUpdates(forward: Answerer): Answerer {
  let changes = 0
  let before: Promise<Answered> | undefined
  let first: Promise<Answered> | undefined
  return async (request) => {
    if (request.method !== 'PATCH' || request.headers['if-match'] !== undefined) return forward(request)
    if (++changes === 1) {
      before = forward({ ...request, method: 'GET', body: '' })
      first = before.then(() => forward(request))
      return first
    }
    if (changes > 2 || !before) return forward(request)
    await first
    return forward({ ...request, method: 'PUT', body: withChange((await before).body, request.body) })
  }
}

function withChange(resource: string, message: string): string {
  const { Operations } = JSON.parse(message) as { readonly Operations: readonly { readonly value: object }[] }
  return JSON.stringify({ ...(JSON.parse(resource) as object), ...Operations[0]?.value })
}
