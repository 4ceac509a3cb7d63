import { type IncomingHttpHeaders, request } from 'node:http'

export interface ScimAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on the JSON that came back, whatever it is
  readonly body: any
}

/** Sends what an identity provider sends, byte for byte: `node:http` adds and changes no header. */
export function createProviderClient(baseUrl: string, headersOf: (hasBody: boolean) => Record<string, string>) {
  return (method: string, path: string, body?: unknown): Promise<ScimAnswer> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const length: Record<string, string> =
        text === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }
      const outgoing = request(
        `${baseUrl}${path}`,
        { method, headers: { ...headersOf(text !== undefined), ...length } },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('end', () => {
            const received = Buffer.concat(chunks).toString('utf8')
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: received === '' ? undefined : JSON.parse(received),
            })
          })
          incoming.on('error', reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(text)
    })
}

/** Okta's headers, in its order. */
export function oktaHeaders(authorization: string): (hasBody: boolean) => Record<string, string> {
  return (hasBody) => ({
    Accept: 'application/scim+json',
    'Accept-Charset': 'utf-8',
    'Accept-Encoding': 'gzip,deflate',
    Authorization: authorization,
    Connection: 'close',
    ...(hasBody ? { 'Content-Type': 'application/scim+json; charset=utf-8' } : {}),
    'User-Agent': 'Okta SCIM Client 1.0.0',
  })
}

/** Entra ID's headers: no Content-Type without a body. */
export function entraHeaders(authorization: string): (hasBody: boolean) => Record<string, string> {
  return (hasBody) => ({
    Authorization: authorization,
    Adscimversion: '2.0',
    ...(hasBody ? { 'Content-Type': 'application/scim+json; charset=utf-8' } : {}),
  })
}
