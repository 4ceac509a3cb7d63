import { expect, test } from 'vitest'
import { readDueWord } from './read-due-word.js'

const tuesday = '2026-11-24'

test.each([
  ['Call the grid office friday', 'Call the grid office', '2026-11-27'],
  ['  Call  the office   FRIDAY ', 'Call the office', '2026-11-27'],
  ['Call the office today', 'Call the office', '2026-11-24'],
  ['Call the office tomorrow', 'Call the office', '2026-11-25'],
  ['Call the office tuesday', 'Call the office', '2026-12-01'],
  ['Call the office monday', 'Call the office', '2026-11-30'],
  ['Plan friday with Ravi', 'Plan friday with Ravi', null],
  ['friday', 'friday', null],
  ['', '', null],
])('%j is the task %j, due %j', (text, task, due) => {
  expect(readDueWord(text, tuesday)).toEqual({ task, due })
})
