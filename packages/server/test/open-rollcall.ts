import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createRollcall, type KeyOptions, type Rollcall, type RollcallOptions } from '../src/index.js'
import { createDatabasePlace } from './database-place.js'

/** A service on a database of its own, gone after the test; `file` names the database, `folder` is empty beside it. */
export async function openRollcall<P extends string = string>(
  options: Partial<RollcallOptions<P>> = {},
): Promise<{ readonly rollcall: Rollcall<P>; readonly file: string; readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-server-'))
  const own = options.database === undefined ? await createDatabasePlace(folder) : undefined
  const file = own?.database ?? options.database ?? ''
  const rollcall = await createRollcall<P>({ ...options, database: file })
  onTestFinished(async () => {
    await rollcall.close().catch(() => {})
    await own?.remove()
    await rm(folder, { recursive: true, force: true })
  })
  return { rollcall, file, folder }
}

/** What a client sends beside method and path. */
export interface Sending {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
  readonly body: any
}

/** An identity provider: it sends requests with its key. */
export type Client = (method: string, path: string, sending?: Sending) => Promise<Answered>

/** A client with this Authorization header, or with none. */
export function clientOf(rollcall: Pick<Rollcall, 'fetch'>, authorization: string | undefined): Client {
  return async (method, target, { body, headers = {} } = {}) => {
    const response = await rollcall.fetch(
      new Request(`http://localhost:3333/scim/v2${target}`, {
        method,
        headers: {
          ...(authorization === undefined ? {} : { authorization }),
          ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
}

/** Makes an organisation where it is not there yet, and a client of it. */
export async function organisation(
  rollcall: Rollcall,
  name: string,
  options: KeyOptions = {},
): Promise<{ readonly client: Client; readonly key: string; readonly connection: string }> {
  if (!(await rollcall.tenants.exists(name))) await rollcall.tenants.create(name)
  const { key, connection } = await rollcall.tenants.issueKey(name, options)
  return { client: clientOf(rollcall, `Bearer ${key}`), key, connection }
}

/** The least that makes a user. */
export function userBody(userName: string, more: object = {}): object {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, ...more }
}

/** The least that makes a group. */
export function groupBody(displayName: string, more: object = {}): object {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName, ...more }
}

/** A PATCH message. */
export function patchBody(...operations: readonly object[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
}
