import { expect } from 'vitest'
import type { ProtocolBench } from './protocol-bench.js'

/** What came back, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a resource as it came back
export type Item = any

/** The whole list at an endpoint, in one ListResponse. */
export async function listed(bench: ProtocolBench, endpoint: string): Promise<readonly Item[]> {
  const { status, body } = await bench.get(endpoint)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    totalResults: body.Resources.length,
    itemsPerPage: body.Resources.length,
    startIndex: 1,
  })
  return body.Resources
}

/** By their `value`: grants have no order of the client's. */
export function sorted(values: readonly Item[]): readonly Item[] {
  return [...values].sort((a, b) => (a.value < b.value ? -1 : 1))
}

/** The body of a user with these roles and entitlements. */
export function userWith(more: Record<string, unknown>): Record<string, unknown> {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ada', ...more }
}
