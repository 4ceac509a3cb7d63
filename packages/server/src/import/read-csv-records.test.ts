import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CsvRecord, readCsvRecords } from './read-csv-records.js'
import type { Place } from './source-line.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-csv-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(text: string | Buffer, from: Place = { offset: 0, line: 0 }): Promise<readonly CsvRecord[]> {
  const file = path.join(folder, 'a.csv')
  await writeFile(file, text)
  const records: CsvRecord[] = []
  for await (const record of readCsvRecords(file, from)) records.push(record)
  return records
}

/** As RFC 4180 §2 writes it; quotes where they are needed, or where somebody likes them. */
function written(value: string, isQuoted: boolean): string {
  return isQuoted || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const values = fc.array(
  fc.tuple(fc.string({ unit: fc.constantFrom('a', 'ü', '🙂', ' ', ',', '"', '\n', '\r\n', ';') }), fc.boolean()),
  {
    minLength: 1,
    maxLength: 5,
  },
)
const ending = fc.constantFrom('\n', '\r\n')

test('every table that RFC 4180 can write is read as it was, and from any record on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(values, ending), { maxLength: 12 }), fc.boolean(), async (rows, hasMark) => {
      const lines = rows.map(([row, end]) => row.map(([value, isQuoted]) => written(value, isQuoted)).join(',') + end)
      const text = (hasMark ? '\ufeff' : '') + lines.join('')
      const records = await read(text)
      const wanted = rows.map(([row]) => row.map(([value]) => value)).filter((row) => row.some((value) => value !== ''))
      expect(records.map((record) => record.values)).toEqual(wanted)
      for (const [index, { end, line }] of records.entries()) {
        const rest = await read(text, end)
        expect(rest.map((record) => record.values)).toEqual(wanted.slice(index + 1))
        expect(rest.map((record) => record.line)).toEqual(records.slice(index + 1).map((record) => record.line))
        expect(line).toBe(lineOf(text, records, index))
      }
    }),
    { numRuns: 60, seed: 20261124 },
  )
})

/** Counted by hand: the line breaks before the first character of the record's text that is no line break. */
function lineOf(text: string, records: readonly CsvRecord[], index: number): number {
  const bytes = Buffer.from(text)
  let offset = records[index]?.start.offset ?? 0
  while (bytes[offset] === 0x0a || bytes[offset] === 0x0d) offset++
  return bytes
    .subarray(0, offset)
    .toString()
    .split(/\r\n|\r|\n/).length
}

test('old line endings, empty lines and rows of nothing', async () => {
  const records = await read('a,b\r\rc,d\r,\re,f')
  expect(records.map(({ values: [first], line }) => [first, line])).toEqual([
    ['a', 1],
    ['c', 3],
    ['e', 5],
  ])
})

test.each([
  ['a\n"b', /a\.csv:2: A quote that opens a value is not closed\./],
  ['a\nb"c\n', /a\.csv:2: A quote stands inside a value/],
  ['a\n\n"b"c\n', /a\.csv:\d: More of a value comes behind its closing quote/],
])('%j is refused, naming file and line and not the value', async (text, refusal) => {
  await expect(read(text)).rejects.toThrow(refusal)
})

test('text of another encoding is refused', async () => {
  await expect(read(Buffer.from('userName\nJ\xfcrgen\n', 'latin1'))).rejects.toThrow(
    "is not UTF-8 text: save it as 'CSV UTF-8'",
  )
})

test('a record that never ends is not kept in memory', async () => {
  await expect(read(`a\n${'x'.repeat(17 * 1024 * 1024)}`)).rejects.toThrow('longer than the 16777216 bytes')
})
