import { expect, test } from 'vitest'
import { createStatusLine } from './status-line.js'

function terminal(columns: number | undefined) {
  const written: string[] = []
  const line = { environment: {}, out: () => {}, err: (text: string) => written.push(text), stopped: async () => {} }
  return { written, terminal: { ...line, columns } }
}

test('a line takes the place of the one before, is never too long, and goes away', () => {
  const { written, terminal: wide } = terminal(11)
  let time = 0
  const line = createStatusLine(wide, () => time)
  line.show('1 of 2 organisations')
  time += 50
  line.show('too soon')
  time += 50
  line.show('2 of 2')
  line.end()
  line.end()
  expect(written).toEqual(['1 of 2 org', '\r          \r', '2 of 2', '\r      \r'])
})

test('a file and a pipe get nothing', () => {
  const { written, terminal: pipe } = terminal(undefined)
  const line = createStatusLine(pipe)
  line.show('1 of 2')
  line.end()
  expect(written).toEqual([])
})
