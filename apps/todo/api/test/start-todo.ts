import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRollcall, type TraceEntry } from '@rollcall/server'
import type { Permission } from '../src/contract.js'
import { createTodoApp, type TodoAppOptions } from '../src/create-app.js'
import { makeDemoIfNew } from '../src/demo/make-demo.js'
import type { RequestLogEntry } from '../src/http/log-requests.js'
import { serve } from '../src/process/serve.js'
import { entitlementTypes, roles, type TodoRollcall } from '../src/roles.js'
import { type Browser, createBrowser } from './browser.js'
import { createDatabasePlace } from './database-place.js'
import { createScimClient, type ScimClient } from './scim-client.js'

/** The Todo app over HTTP on a port of its own, with a database file in a temporary folder. */
export interface RunningTodo {
  readonly url: string
  readonly database: string
  readonly rollcall: TodoRollcall
  readonly scimTraces: TraceEntry[]
  readonly apiLog: RequestLogEntry[]
  readonly errors: unknown[]
  /** The identity provider of the demo's organisation. */
  readonly scim: ScimClient
  browser(): Browser
  scimWith(key: string): ScimClient
  stop(): Promise<void>
}

export interface StartOptions extends Partial<Omit<TodoAppOptions, 'rollcall'>> {
  readonly database?: string
  readonly withDemo?: boolean
  readonly databaseBusyTimeoutMs?: number
}

export async function startTodo(options: StartOptions = {}): Promise<RunningTodo> {
  const database = options.database ?? (await temporaryDatabase())
  const scimTraces: TraceEntry[] = []
  const apiLog: RequestLogEntry[] = []
  const errors: unknown[] = []
  const now = options.now ?? Date.now
  const rollcall = await createRollcall<Permission>({
    database,
    roles,
    entitlementTypes,
    now,
    trace: (entry) => scimTraces.push(entry),
    ...(options.databaseBusyTimeoutMs !== undefined && { databaseBusyTimeoutMs: options.databaseBusyTimeoutMs }),
    ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
  })
  const app = await createTodoApp({
    webRoot: join(tmpdir(), 'no-web-build-here'),
    reportError: (error) => errors.push(error),
    logRequest: (entry) => apiLog.push(entry),
    ...options,
    rollcall,
    now,
  })
  if (options.withDemo !== false) await makeDemoIfNew({ rollcall, now })
  const server = await serve(app, '127.0.0.1', 0)
  const scimWith = (key: string) => createScimClient(`${server.url}/scim/v2`, key)
  return {
    url: server.url,
    database,
    rollcall,
    scimTraces,
    apiLog,
    errors,
    scim: scimWith('123123'),
    browser: () => createBrowser(server.url),
    scimWith,
    async stop() {
      await server.stop(1_000)
      await rollcall.close()
    },
  }
}

const removals: (() => Promise<void>)[] = []

/** A database of its own, on the kind that the server's tests are on. */
export async function temporaryDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-api-'))
  const { database, remove } = await createDatabasePlace(folder)
  removals.push(remove, () => rm(folder, { recursive: true, force: true }))
  return database
}

export async function removeTemporaryDatabases(): Promise<void> {
  for (const remove of removals.splice(0)) await remove()
}
