import { expect } from 'vitest'
import type { ScimType } from '../scim-error.js'
import type { ProtocolBench } from './protocol-bench.js'
import type { ScimAnswer } from './scim-client.js'

/** A resource that a test has created and now changes, with what each change must leave behind. */
export interface Subject {
  readonly id: string
  /** `/Users/…` */
  readonly path: string
  readonly created: ScimAnswer
  /** The resource as a GET shows it. */
  read(): Promise<ScimAnswer['body']>
  patch(operations: readonly unknown[], headers?: Record<string, string>): Promise<ScimAnswer>
  put(body: unknown, headers?: Record<string, string>): Promise<ScimAnswer>
  /** The write succeeds, and leaves a new version, a later lastModified and one change record. Answers what a GET shows. */
  changedBy(write: Write): Promise<ScimAnswer['body']>
  /** The write succeeds and changes nothing: neither state, version, lastModified nor change records (D-70). */
  keptBy(write: Write): Promise<void>
  /** The write is refused with a SCIM error, and leaves nothing behind. */
  refuses(write: Write, expected: Refusal): Promise<void>
}

/** The operations of a PATCH, or any request. */
export type Write = readonly unknown[] | (() => Promise<ScimAnswer>)

/** What a refusal says. */
export interface Refusal {
  readonly status: number
  readonly scimType: ScimType | undefined
}

/** A refusal with 400. */
export function badRequest(scimType: ScimType): Refusal {
  return { status: 400, scimType }
}

/** Creates a resource for a test to change. */
export async function createSubject(
  bench: ProtocolBench,
  endpoint: string,
  body: Record<string, unknown>,
): Promise<Subject> {
  const created = await bench.post(endpoint, body)
  expect({ status: created.status, detail: created.body.detail }).toEqual({ status: 201, detail: undefined })
  const path = `${endpoint}/${created.body.id}`
  const send = (write: Write) => (typeof write === 'function' ? write() : bench.patch(path, write))
  return {
    id: created.body.id,
    path,
    created,
    read: async () => (await bench.get(path)).body,
    patch: (operations, headers) => bench.patch(path, operations, headers),
    put: (replacement, headers) => bench.put(path, replacement, headers),
    changedBy: async (write) => {
      const before = await readState(bench, path)
      expectSuccess(await send(write))
      const after = await readState(bench, path)
      expectStep(before, after)
      return after.shown
    },
    keptBy: async (write) => {
      const before = await readState(bench, path)
      expectSuccess(await send(write))
      expect(await readState(bench, path)).toEqual(before)
    },
    refuses: async (write, expected) => {
      const before = await readState(bench, path)
      expectRefusal(await send(write), expected)
      expect(await readState(bench, path)).toEqual(before)
    },
  }
}

/** All that a write can change. */
interface State {
  readonly shown: ScimAnswer['body']
  readonly tag: string | null
  /** How many change records the tenant has. */
  readonly records: number
}

async function readState(bench: ProtocolBench, path: string): Promise<State> {
  const { headers, body: shown } = await bench.get(path)
  return { shown, tag: headers.get('etag'), records: (await bench.changeRecords()).length }
}

function expectSuccess({ status, body }: ScimAnswer): void {
  expect([200, 204], JSON.stringify(body)).toContain(status)
}

/** A resource moves by one version, a later time and one record. */
function expectStep(before: State, after: State): void {
  expect(after.tag).not.toBe(before.tag)
  expect(after.shown.meta.version).toBe(after.tag)
  expect(Date.parse(after.shown.meta.lastModified)).toBeGreaterThan(Date.parse(before.shown.meta.lastModified))
  expect(after.records).toBe(before.records + 1)
}

/** A SCIM error as RFC 7644 §3.12 words it, with this status and detail keyword. */
export function expectRefusal(answer: ScimAnswer, { status, scimType }: Refusal): void {
  expect(answer.body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail: expect.stringMatching(/^\S.*\.$/s),
  })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/scim+json')
}
