import { patchOpUrn } from '../patch/patch-operation.js'

export { patchOpUrn }

/** What a test knows of an answer: the body is whatever JSON came back. */
export interface ScimAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on the JSON that came back, whatever it is
  readonly body: any
}

/** Sends SCIM requests below a base URL. */
export interface ScimClient {
  get(path: string, headers?: Record<string, string>): Promise<ScimAnswer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ScimAnswer>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<ScimAnswer>
  patch(path: string, operations: readonly unknown[], headers?: Record<string, string>): Promise<ScimAnswer>
  delete(path: string, headers?: Record<string, string>): Promise<ScimAnswer>
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<ScimAnswer>
}

/** A client whose requests go to `fetch`. */
export function clientOf(
  fetch: (request: Request) => Promise<Response>,
  baseUrl = 'https://app.example/scim/v2',
): ScimClient {
  const send: ScimClient['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(
      new Request(`${baseUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  const sendJson = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(method, path, JSON.stringify(body), { 'content-type': 'application/scim+json', ...headers })
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => sendJson('POST', path, body, headers),
    put: (path, body, headers) => sendJson('PUT', path, body, headers),
    patch: (path, operations, headers) =>
      sendJson('PATCH', path, { schemas: [patchOpUrn], Operations: operations }, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  }
}
