import type { Me, Problem, Session } from '../src/contract.js'

/** An answer, read. */
export interface Answer<Body = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

/** What a person's browser does for the pages: keeps cookies, sends its Origin, speaks JSON. */
export interface Browser {
  get<Body = unknown>(path: string): Promise<Answer<Body>>
  post<Body = unknown>(path: string, body: unknown): Promise<Answer<Body>>
  patch<Body = unknown>(path: string, body: unknown): Promise<Answer<Body>>
  remove<Body = unknown>(path: string): Promise<Answer<Body>>
  send<Body = unknown>(path: string, init: RequestInit): Promise<Answer<Body>>
  signIn(email: string, password: string): Promise<Answer<Session & Problem>>
  readonly cookies: Map<string, string>
}

export function createBrowser(url: string, cookies = new Map<string, string>()): Browser {
  async function send<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie)
    return readAnswer<Body>(response)
  }
  function sendJson<Body>(method: string, path: string, body: unknown): Promise<Answer<Body>> {
    const headers = { 'content-type': 'application/json', origin: url }
    return send<Body>(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  }
  return {
    send,
    cookies,
    get: (path) => send(path, {}),
    post: (path, body) => sendJson('POST', path, body),
    patch: (path, body) => sendJson('PATCH', path, body),
    remove: (path) => sendJson('DELETE', path, undefined),
    signIn: (email, password) => sendJson('POST', '/api/sign-in', { email, password }),
  }
}

export async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson && text !== '' ? JSON.parse(text) : undefined) as Body,
  }
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = ''] = cookie.split(';', 1)
  const at = pair.indexOf('=')
  cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

/** The signed-in person, as the pages see them. */
export async function meOf(browser: Browser): Promise<Me> {
  const { body } = await browser.get<Session>('/api/session')
  if (!body.person) throw new Error('nobody is signed in')
  return body.person
}
