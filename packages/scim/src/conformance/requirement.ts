import { test } from 'vitest'

/**
 * Declares the test of a requirement: the name of the test begins with the row's id, by which `docs/conformance.md` finds it.
 * Several ids where one walk proves several rows.
 */
export function requirement(ids: string | readonly string[], statement: string, prove: () => Promise<void>): void {
  test(`${typeof ids === 'string' ? ids : ids.join(' ')} ${statement}`, prove)
}
