import { describe, expect, test } from 'vitest'
import { readArguments, readPort } from './read-arguments.js'

test.each([
  [[], { initDb: false, reset: false, help: false }],
  [['--init-db'], { initDb: true, reset: false, help: false }],
  [['--reset', '--init-db'], { initDb: true, reset: true, help: false }],
  [['-h'], { initDb: false, reset: false, help: true }],
])('%j means %j', (given, meant) => {
  expect(readArguments(given)).toEqual(meant)
})

test.each([[['--frobnicate']], [['serve']], [['--reset=yes']]])('%j is refused, with what there is', (given) => {
  expect(() => readArguments(given)).toThrow(/--init-db/)
})

describe('PORT', () => {
  test.each([
    [undefined, 3333],
    ['', 3333],
    ['8080', 8080],
    ['0', 0],
    ['65535', 65_535],
  ])('%j is %i', (text, port) => {
    expect(readPort(text, 3333)).toBe(port)
  })

  test.each([['http'], ['65536'], ['-1'], ['80 80'], ['1e3'], ['0x50']])('%j is refused', (text) => {
    expect(() => readPort(text, 3333)).toThrow(/PORT must be a number/)
  })
})
