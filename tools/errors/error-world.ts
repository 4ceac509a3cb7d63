import { createRollcall } from '@rollcall/server'

/** A request as an example writes it. */
export interface SampleRequest {
  /** Default: GET. */
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** What the page prints instead of what differs from run to run. */
  readonly shownPath?: string
  readonly shownHeaders?: Readonly<Record<string, string>>
  readonly shownBody?: string
}

/** An answer, as far as a page shows it. */
export interface SampleAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** A service with one organisation of two users, in which the examples happen. */
export interface ErrorWorld {
  /** Of the user `trinity@gridco.example`. */
  readonly id: string
  readonly strictKey: string
  send(request: SampleRequest): Promise<SampleAnswer>
  /** Moves the service's clock. */
  advance(milliseconds: number): void
  close(): Promise<void>
}

/** Opens a world of its own for one example, so that none meets what another has left. */
export async function openErrorWorld(): Promise<ErrorWorld> {
  let moved = 0
  const rollcall = await createRollcall({ database: ':memory:', now: () => Date.now() + moved })
  await rollcall.tenants.create('gridco.example')
  const { key } = await rollcall.tenants.issueKey('gridco.example')
  const strict = await rollcall.tenants.issueKey('gridco.example', { manner: 'strict' })
  const { users } = rollcall.ofTenant('gridco.example')
  const { id } = await users.create({ userName: 'trinity@gridco.example' })
  await users.create({ userName: 'morpheus@gridco.example' })
  return {
    id,
    strictKey: strict.key,
    async send(request) {
      const response = await rollcall.fetch(requestOf(request, key))
      return { status: response.status, headers: response.headers, text: await response.text() }
    },
    advance: (milliseconds) => {
      moved += milliseconds
    },
    close: () => rollcall.close(),
  }
}

function requestOf({ method = 'GET', path, headers, body }: SampleRequest, key: string): Request {
  const all = new Headers({ authorization: `Bearer ${key}`, 'content-type': 'application/scim+json', ...headers })
  if (all.get('authorization') === '') all.delete('authorization')
  return new Request(`https://app.example/scim/v2${path}`, {
    method,
    headers: all,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
