import { invalidSyntax } from '../scim-error.js'
import { assertShallow } from './assert-shallow.js'

/**
 * Parses JSON from outside, which may stand only so deep within itself. `what` is what a refusal calls it.
 *
 * @throws ScimError invalidSyntax, without the text, which may hold a secret
 */
export function parseJson(text: string, what: string): unknown {
  assertShallow(text, what)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidSyntax(`${what} is not valid JSON: ${positionOf(error)}.`)
  }
}

/** Where JSON.parse stopped. */
function positionOf(error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  return position === undefined ? 'it ends too early, or is malformed' : `it goes wrong at position ${position}`
}
