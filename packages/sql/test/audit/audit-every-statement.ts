import process from 'node:process'
import { afterAll, expect } from 'vitest'

/**
 * Is loaded before every test file that may speak with PostgreSQL, whichever package it is of: a statement that breaks a rule
 * for tables that are spread by tenant fails the file, with the rule and the statement.
 */
if (process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined) {
  const { recordStatements } = await import('./statement-recorder.js')
  const recorder = recordStatements()
  afterAll(() => expect(recorder.faults()).toEqual([]))
}
