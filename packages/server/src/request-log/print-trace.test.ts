import { expect, test } from 'vitest'
import type { TraceEntry } from '../rollcall.js'
import { printTrace } from './print-trace.js'

const entry: TraceEntry = {
  requestId: 'r1',
  at: 0,
  method: 'PATCH',
  path: '/scim/v2/Users/0199',
  status: 200,
  ms: 4,
  tenant: 'gridco.example',
  connection: 'c1',
  scimType: undefined,
  tolerances: ['acceptStringBooleans'],
  detail: undefined,
  requestBody: undefined,
  responseBody: undefined,
}

test('a request is one readable line', () => {
  expect(printTrace(entry)).toBe('PATCH /scim/v2/Users/0199 200 4 ms gridco.example (tolerated: acceptStringBooleans)')
})

test('a refusal says why', () => {
  const refused = { ...entry, status: 400, tolerances: [], scimType: 'invalidValue', detail: "'x' is not a role." }
  expect(printTrace(refused)).toBe(
    "PATCH /scim/v2/Users/0199 400 4 ms gridco.example – invalidValue 'x' is not a role.",
  )
})

test('bodies stand indented beneath it', () => {
  expect(printTrace({ ...entry, tolerances: [], requestBody: '{"active":false}' }).split('\n')).toEqual([
    'PATCH /scim/v2/Users/0199 200 4 ms gridco.example',
    '    sent',
    '      {',
    '        "active": false',
    '      }',
  ])
})

test('it stays one line whatever the client sent', () => {
  expect(printTrace({ ...entry, path: '/a\nb', detail: 'c\nd', status: 400 })).not.toContain('\n')
})
