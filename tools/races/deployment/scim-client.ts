import { Agent, type IncomingMessage, request } from 'node:http'

/** An identity provider that sends requests to one server process, each over a connection of the client's own. */
export interface ScimClient {
  /** @throws ConnectionBroken when no whole answer came. */
  send(method: Method, path: string, sending?: Sending): Promise<Answer>
  close(): void
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Sending {
  readonly body?: object
  readonly ifMatch?: string
}

export interface Answer {
  readonly status: number
  /** The version in the entity tag, where there is one. */
  readonly version: number | undefined
  readonly mediaType: string
  /** After how many seconds to come again, where it says so. */
  readonly retryAfter: number | undefined
  readonly body: ScimBody
  /** When the request was sent and when its answer was there, on one clock. */
  readonly sent: number
  readonly answered: number
}

/** What these clients look at in an answer. */
export interface ScimBody {
  readonly id?: string
  readonly scimType?: string
  readonly detail?: string
  readonly totalResults?: number
  readonly Resources?: readonly ScimBody[]
  readonly members?: readonly { readonly value: string }[]
  readonly roles?: readonly { readonly value: string }[]
  readonly Operations?: readonly { readonly location?: string }[]
  readonly [attribute: string]: unknown
}

/** The connection ended before the answer did. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken'
  /** No connection came about, or the first request on it met a closed door: no request was under way. */
  readonly wasRefused: boolean
  constructor(message: string, wasRefused: boolean, cause: unknown) {
    super(message, { cause })
    this.wasRefused = wasRefused
  }
}

/** Makes a client of the SCIM base URL. It keeps its connections, as identity providers do. */
export function createScimClient(baseUrl: string, key: string): ScimClient {
  const agent = new Agent({ keepAlive: true })
  return {
    async send(method, path, { body, ifMatch } = {}) {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        authorization: `Bearer ${key}`,
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/scim+json', 'content-length': Buffer.byteLength(text) }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      }
      return exchange(new URL(baseUrl + path), { method, headers, agent }, text)
    },
    close: () => agent.destroy(),
  }
}

interface Outgoing {
  readonly method: Method
  readonly headers: Readonly<Record<string, string | number>>
  readonly agent: Agent
}

function exchange(url: URL, options: Outgoing, body: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = performance.now()
    let hasBegun = false
    const outgoing = request(url, options, (incoming) => {
      hasBegun = true
      readText(incoming).then((text) => resolve(answerOf(incoming, text, sent)), fail)
    })
    outgoing.on('error', fail)
    outgoing.end(body)

    function fail(error: unknown): void {
      const message = `${options.method} ${url.pathname}: ${error instanceof Error ? error.message : String(error)}`
      reject(new ConnectionBroken(message, !outgoing.reusedSocket && !hasBegun, error))
    }
  })
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += chunk
  return text
}

function answerOf({ statusCode = 0, headers }: IncomingMessage, text: string, sent: number): Answer {
  const version = /^W\/"(\d+)/.exec(headers.etag ?? '')?.[1]
  return {
    status: statusCode,
    version: version === undefined ? undefined : Number(version),
    mediaType: headers['content-type'] ?? '',
    retryAfter: headers['retry-after'] === undefined ? undefined : Number(headers['retry-after']),
    body: readBody(text),
    sent,
    answered: performance.now(),
  }
}

/** An answer that is no JSON is one that no SCIM endpoint gives: its text is what it has to say. */
function readBody(text: string): ScimBody {
  try {
    return text === '' ? {} : (JSON.parse(text) as ScimBody)
  } catch {
    return { detail: text }
  }
}
