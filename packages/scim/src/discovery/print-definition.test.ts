import { expect, test } from 'vitest'
import { printDefinition } from './print-definition.js'

test('a definition is printed with the version that follows from what it says', () => {
  const printed = printDefinition({ id: 'urn:a', name: 'A', meta: { resourceType: 'Schema' } })
  expect(JSON.parse(printed.text)).toEqual({
    id: 'urn:a',
    name: 'A',
    meta: { resourceType: 'Schema', version: printed.version },
  })
  expect(printDefinition({ id: 'urn:a', name: 'A', meta: { resourceType: 'Schema' } })).toEqual(printed)
  expect(printDefinition({ id: 'urn:a', name: 'B', meta: { resourceType: 'Schema' } }).version).not.toBe(
    printed.version,
  )
})

test('one without meta gets one', () => {
  const { id, text, version } = printDefinition({ id: 'urn:a' })
  expect([id, JSON.parse(text)]).toEqual(['urn:a', { id: 'urn:a', meta: { version } }])
})
