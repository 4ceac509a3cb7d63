import { expect, test } from 'vitest'
import { readConstructors } from './read-constructors.js'

test('each exported function is read with its comment, on one line or several, and what it answers', () => {
  const source = `/** A class. */
export class ScimError {}

/** The filter is malformed. */
export function invalidFilter(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidFilter' })
}

/**
 * The client is gone,
 * or never was.
 */
export function gone(): ScimError {
  return new ScimError(
    410,
    'Gone.',
  )
}

/** Not exported. */
function other() {}
`
  expect(readConstructors(source)).toEqual([
    { name: 'invalidFilter', meaning: 'The filter is malformed.', status: 400, scimType: 'invalidFilter' },
    { name: 'gone', meaning: 'The client is gone, or never was.', status: 410, scimType: undefined },
  ])
})
