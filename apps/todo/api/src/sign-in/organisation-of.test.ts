import { expect, test } from 'vitest'
import { organisationOf } from './organisation-of.js'

test.each([
  ['trinity@gridco.example', 'gridco.example'],
  ['Trinity@GridCo.EXAMPLE', 'gridco.example'],
  ['"odd@name"@gridco.example', 'gridco.example'],
])('%s belongs to %s', (email, organisation) => {
  expect(organisationOf(email)).toBe(organisation)
})

test.each([['trinity'], ['@gridco.example'], ['trinity@'], ['']])('%j is no e-mail', (email) => {
  expect(organisationOf(email)).toBe(undefined)
})
