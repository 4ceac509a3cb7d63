import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http'
import { onTestFinished } from 'vitest'
import type { KeyOptions, Rollcall, RollcallOptions } from '../src/index.js'
import { serve } from '../src/serve.js'
import { openRollcall, type Sending } from './open-rollcall.js'

/** Both ways in which a connection is treated (D-73). */
export const manners = ['compatible', 'strict'] as const
export type MannerName = (typeof manners)[number]

/** What came back over the wire. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
  readonly body: any
}

/** Sends requests below the base URL, with its own Authorization header. */
export type HttpClient = (method: string, path: string, sending?: Sending) => Promise<HttpAnswer>

/** The server as `rollcall serve` runs it, on a port of its own. */
export interface OpenServer {
  readonly rollcall: Rollcall
  readonly file: string
  /** An empty folder, or that of the database's file. */
  readonly folder: string
  readonly origin: string
  /** Each bug that a request met. */
  readonly failures: readonly unknown[]
  clientOf(authorization: string | undefined): HttpClient
  /** Makes an organisation where it is not there yet, and a client with a key of it. */
  organisation(name: string, options?: KeyOptions): Promise<OpenOrganisation>
}

export interface OpenOrganisation {
  readonly key: string
  readonly connection: string
  readonly client: HttpClient
}

/** Starts it; it is gone after the test. */
export async function openServer(options: Partial<RollcallOptions> = {}): Promise<OpenServer> {
  const failures: unknown[] = []
  const { rollcall, file, folder } = await openRollcall({ failed: (error) => failures.push(error), ...options })
  const server = await serve(rollcall, { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const clientOf = (authorization: string | undefined) => httpClient(`${server.origin}/scim/v2`, authorization)
  return {
    rollcall,
    file,
    folder,
    origin: server.origin,
    failures,
    clientOf,
    async organisation(name, keyOptions) {
      if (!(await rollcall.tenants.exists(name))) await rollcall.tenants.create(name)
      const { key, connection } = await rollcall.tenants.issueKey(name, keyOptions)
      return { key, connection, client: clientOf(`Bearer ${key}`) }
    },
  }
}

const mediaType = 'application/scim+json'

function httpClient(baseUrl: string, authorization: string | undefined): HttpClient {
  return async (method, path, { body, headers = {} } = {}) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const options: RequestOptions = {
      method,
      agent: false,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(text === undefined ? {} : { 'content-type': mediaType, 'content-length': String(Buffer.byteLength(text)) }),
        ...headers,
      },
    }
    return exchange(baseUrl + path, options, text)
  }
}

/** One request and its answer over a connection of its own: nothing is followed, nothing sent that was not asked for. */
export function exchange(url: string, options: RequestOptions, body?: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => (text += chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const { statusCode = 0, headers } = incoming
        resolve({ status: statusCode, headers, text, body: text === '' ? undefined : JSON.parse(text) })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
