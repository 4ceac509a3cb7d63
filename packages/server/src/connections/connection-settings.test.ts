import { expect, test } from 'vitest'
import { requireSettings, storedSettings } from './connection-settings.js'

test.each([
  ['a setting of a later release', '{"ofALaterRelease":true,"protectMembers":true}', { protectMembers: true }],
  ['a value of a later release', '{"complexReplacement":"deep","flatGroups":true}', { flatGroups: true }],
  ['none but those', '{"ofALaterRelease":true}', {}],
  ['a list', '[]', {}],
  ['nothing', null, {}],
])('%s in the database is passed over, and the rest holds', (_, stored, expected) => {
  expect(storedSettings(stored)).toEqual(expected)
})

test('what is given is read strictly', () => {
  expect(() => requireSettings({ ofALaterRelease: true }, 'compatible')).toThrow("'of-a-later-release' is no setting")
  expect(() => requireSettings({ complexReplacement: 'deep' }, 'compatible')).toThrow('merge or whole')
})
