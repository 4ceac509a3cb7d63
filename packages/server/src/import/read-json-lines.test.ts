import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readJsonLines } from './read-json-lines.js'
import type { Place, SourceLine } from './source-line.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-jsonl-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(text: string | Buffer, from: Place = { offset: 0, line: 0 }): Promise<readonly SourceLine[]> {
  const file = path.join(folder, 'a.jsonl')
  await writeFile(file, text)
  const lines: SourceLine[] = []
  for await (const line of readJsonLines(file, from)) lines.push(line)
  return lines
}

function shown({ line, content }: SourceLine): unknown {
  return [line, content.kind === 'body' ? content.body : content.error.message]
}

test('every file of lines is read as it was, and from any line on', async () => {
  const row = fc.option(fc.jsonValue(), { freq: 4, nil: undefined })
  const rows = fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n')), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), fc.boolean(), async (given, hasMark, hasEnd) => {
      const whole = given.map(([value, end]) => (value === undefined ? '  ' : JSON.stringify(value)) + end).join('')
      const text = (hasMark ? '\ufeff' : '') + (hasEnd ? whole : whole.trimEnd())
      const wanted = given.flatMap(([value], index) =>
        value === undefined ? [] : [[index + 1, JSON.parse(JSON.stringify(value))]],
      )
      const lines = await read(text)
      expect(lines.map(shown)).toEqual(wanted)
      for (const [index, { end }] of lines.entries()) {
        expect((await read(text, end)).map(shown)).toEqual(wanted.slice(index + 1))
      }
    }),
    { numRuns: 60, seed: 20261124 },
  )
})

test('lines longer than a chunk of the file are whole', async () => {
  const long = 'x'.repeat(700_000)
  const lines = await read(`{"a":1}\n{"b":"${long}"}\n{"c":3}`)
  expect(lines.map(({ content }) => content)).toEqual([
    { kind: 'body', body: { a: 1 } },
    { kind: 'body', body: { b: long } },
    { kind: 'body', body: { c: 3 } },
  ])
})

test('a line that cannot be read is refused, and those behind it are read', async () => {
  const text = Buffer.concat([
    Buffer.from('{"password":"secret"\n'),
    Buffer.from('J\xfcrgen\n', 'latin1'),
    Buffer.from(`"${'x'.repeat(16 * 1024 * 1024)}"\n`),
    Buffer.from('{"d":4}\n'),
  ])
  const lines = (await read(text)).map(shown)
  expect(lines).toEqual([
    [1, expect.stringMatching(/^The line is not valid JSON/)],
    [2, 'The line is not valid UTF-8.'],
    [3, 'The line is longer than the 16777216 bytes that are read.'],
    [4, { d: 4 }],
  ])
  expect(JSON.stringify(lines)).not.toContain('secret')
})
