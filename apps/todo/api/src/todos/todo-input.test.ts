import { describe, expect, test } from 'vitest'
import { newTodoInput, todoChangeInput } from './todo-input.js'

describe('2D: what a todo may say', () => {
  test.each([
    ['Water the plants', 'Water the plants'],
    ['  Water the plants  ', 'Water the plants'],
    ['\u00a0Ringelblumen gießen\u3000', 'Ringelblumen gießen'],
    ['?', '?'],
    ['🌻', '🌻'],
    ['水をやる', '水をやる'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    [`  ${'x'.repeat(500)}  `, 'x'.repeat(500)],
    ['🌻'.repeat(500), '🌻'.repeat(500)],
  ])('%j is kept as %j', (task, kept) => {
    expect(newTodoInput.parse({ task })).toEqual({ task: kept })
  })

  test.each([
    [''],
    ['   '],
    ['\u00a0\u3000'],
    ['\u200b\u200b'],
    ['two\nlines'],
    ['ends with a line break\n'],
    ['tab\tin it'],
    ['null\u0000'],
    ['escape \u001b[31m'],
    ['half a \ud83c pair'],
    ['x'.repeat(501)],
    ['🌻'.repeat(501)],
    [null],
    [undefined],
    [7],
    [['Water']],
    [{ task: 'Water' }],
  ])('%j is refused', (task) => {
    expect(newTodoInput.safeParse({ task }).success).toBe(false)
    if (task !== undefined) expect(todoChangeInput.safeParse({ task }).success).toBe(false)
  })
})

describe('when a todo is due', () => {
  test.each([['2026-11-24'], ['2028-02-29'], ['0001-01-01'], ['9999-12-31'], [null], [undefined]])(
    '%j is taken',
    (due) => {
      expect(newTodoInput.parse({ task: 'x', ...(due !== undefined && { due }) }).due).toBe(due)
    },
  )

  test.each([
    ['2026-02-29'],
    ['2026-13-01'],
    ['2026-04-31'],
    ['2026-00-10'],
    ['2026-1-1'],
    ['2026-11-24T00:00:00Z'],
    ['24.11.2026'],
    ['tomorrow'],
    [''],
    [20261124],
    [{}],
  ])('%j is refused', (due) => {
    expect(newTodoInput.safeParse({ task: 'x', due }).success).toBe(false)
    expect(todoChangeInput.safeParse({ due }).success).toBe(false)
  })
})

test('what is not known is refused, so that nobody believes it was heard', () => {
  for (const text of [
    '{"task":"x","completed":true}',
    '{"task":"x","owner_id":"1"}',
    '{"task":"x","__proto__":{"owner":"1"}}',
    '{"task":"x","constructor":1}',
  ]) {
    expect(newTodoInput.safeParse(JSON.parse(text)).success, text).toBe(false)
  }
  expect(todoChangeInput.safeParse({ completed: 'true' }).success).toBe(false)
  expect(todoChangeInput.safeParse({ assignedBy: 'me' }).success).toBe(false)
})
