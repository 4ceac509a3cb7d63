import { expect, test } from 'vitest'
import { printTable } from './print-table.js'

test('columns are as wide as their longest value', () => {
  expect(
    printTable(
      [
        { name: 'a', roles: ['x', 'y'] },
        { name: 'longer', roles: [] },
      ],
      'none',
    ),
  ).toBe('name    roles\n──────  ─────\na       x, y\nlonger\n')
})

test('an empty table says so', () => {
  expect(printTable([], 'Nobody is here yet.')).toBe('Nobody is here yet.\n')
})

test('what stands in it moves no cursor and breaks no line', () => {
  expect(printTable([{ name: 'a\u001b[31m\nb' }], 'none')).toBe('name\n────────\na�[31m�b\n')
})

test('a long value is cut', () => {
  expect(printTable([{ name: 'x'.repeat(100) }], 'none')).toContain(`${'x'.repeat(59)}…\n`)
})
