import { afterEach, expect, test, vi } from 'vitest'
import { deepestLevel } from '../../json.js'
import { compatibleManner } from '../../manner.js'
import { User } from '../../schema/user.js'
import { memoryStorage } from '../../storage/memory-storage.js'
import { createCursorKeys } from '../cursor-keys.js'
import { anyAssignment, type OperationContext } from '../operation-context.js'
import { bulk } from './bulk.js'
import { bulkRequestUrn } from './bulk-request.js'

afterEach(() => void vi.restoreAllMocks())

test.each([false, true])('the text of the data is not made again to measure it, atomic: %s', async (atomic) => {
  const printed = vi.spyOn(JSON, 'stringify')
  const results = await bulk(context(), [User], requestOf('ada'), { atomic, idempotency: undefined })
  expect(results.map(({ outcome }) => outcome.kind)).toEqual(['done'])
  // What is stored is without `schemas`.
  const isData = (value: unknown) => typeof value === 'object' && value !== null && 'schemas' in value
  expect(printed.mock.calls.filter(([value]) => isData(value))).toHaveLength(0)
})

test.each([false, true])('what an app hands over is no deeper than a body may be, atomic: %s', async (atomic) => {
  const run = (levels: number) => bulk(context(), [User], requestOf('ada', { x: nested(levels) }), settings)
  const settings = { atomic, idempotency: undefined }
  const done = await run(deepestLevel - 1)
  expect(done.map(({ outcome }) => outcome.kind)).toEqual(['done'])
  for (const levels of [deepestLevel, 100_000]) {
    await expect(run(levels)).rejects.toMatchObject({ status: 400, scimType: 'invalidSyntax' })
  }
})

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value }
  return value
}

function requestOf(userName: string, more: object = {}) {
  const data = { schemas: [User.schema.id], userName, ...more }
  return { schemas: [bulkRequestUrn], Operations: [{ method: 'POST', path: '/Users', bulkId: userName, data }] }
}

function context(): OperationContext {
  let ids = 0
  return {
    store: memoryStorage().ofTenant('t', { request: 'r' }),
    resourceTypes: [User],
    manner: compatibleManner,
    now: () => 1,
    newId: () => `id-${++ids}`,
    hashPassword: undefined,
    assignments: anyAssignment,
    cursors: { keys: createCursorKeys(), audience: '', timeout: 3600 },
  }
}
