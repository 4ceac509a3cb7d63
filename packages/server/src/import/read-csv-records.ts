import { createReadStream } from 'node:fs'
import { pipeline, Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Refusal } from '../refusal.js'
import { longestLine } from './read-json-lines.js'
import type { Place } from './source-line.js'

/** A record of a CSV file, with the places before and after it. */
export interface CsvRecord {
  readonly values: readonly string[]
  /** In which line it begins. */
  readonly line: number
  readonly start: Place
  readonly end: Place
}

/**
 * The records of a CSV file from a place on (RFC 4180): values in quotes may hold commas, quotes and line breaks; lines end as
 * they like. Records without any value, as spreadsheets leave them at the end, are passed over. Relaxed, a quote may stand in a
 * value that has none around it.
 *
 * @throws Refusal for what is no CSV, naming file and line: what stands behind it cannot be told
 */
export async function* readCsvRecords(
  file: string,
  from: Place,
  quotes: 'strict' | 'relaxed' = 'strict',
): AsyncGenerator<CsvRecord> {
  const parsed: Parsed = { place: from, records: [] }
  try {
    for await (const _ of parserOf(file, parsed, quotes)) {
      const record = parsed.records.shift()
      if (record) yield record
    }
  } catch (error) {
    throw refusalOf(file, parsed.place.line + 1, error)
  }
}

/** What has been parsed, which is ahead of what is taken. */
interface Parsed {
  place: Place
  /** Those that the parser has not given out yet. */
  readonly records: CsvRecord[]
}

function parserOf(file: string, parsed: Parsed, quotes: 'strict' | 'relaxed'): AsyncIterable<unknown> {
  const from = parsed.place
  let emptyLines = 0
  const parser = parse({
    bom: from.offset === 0,
    max_record_size: longestLine,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: quotes === 'relaxed',
    skip_empty_lines: true,
    on_record(values, { bytes, empty_lines }) {
      const start = parsed.place
      const line = start.line + (empty_lines - emptyLines) + 1
      emptyLines = empty_lines
      parsed.place = { offset: from.offset + bytes, line: line + lineBreaksIn(values) }
      if (values.every((value) => value === '')) return undefined
      parsed.records.push({ values, line, start, end: parsed.place })
      return values
    },
  })
  // What goes wrong on the way ends the parser, hence the loop over it.
  pipeline(createReadStream(file, { start: from.offset, highWaterMark: 256 * 1024 }), asUtf8(), parser, () => {})
  return parser
}

/** Passes bytes on as they are, as long as they are UTF-8: what else a spreadsheet writes would come out as other letters. */
function asUtf8(): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        decoder.decode(chunk, { stream: true })
        done(null, chunk)
      } catch {
        done(notUtf8())
      }
    },
    flush(done) {
      try {
        decoder.decode()
        done()
      } catch {
        done(notUtf8())
      }
    },
  })
}

class NotUtf8 extends Error {
  override readonly name = 'NotUtf8'
}

function notUtf8(): NotUtf8 {
  return new NotUtf8('the bytes are not UTF-8')
}

/** Line breaks inside values: what ends the record is not among them. */
function lineBreaksIn(values: readonly string[]): number {
  let count = 0
  for (const value of values) if (/[\r\n]/.test(value)) count += value.split(/\r\n|\r|\n/).length - 1
  return count
}

function refusalOf(file: string, line: number, error: unknown): unknown {
  if (error instanceof NotUtf8) {
    return new Refusal(`'${file}' is not UTF-8 text: save it as 'CSV UTF-8'. The fault is behind line ${line - 1}.`)
  }
  if (!(error instanceof CsvError)) return error
  return new Refusal(`${file}:${line}: ${sentences[error.code] ?? `The record cannot be read (${error.code}).`}`)
}

/** The parser's own messages quote the value, which may be a secret. */
const sentences: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote that opens a value is not closed.',
  INVALID_OPENING_QUOTE:
    'A quote stands inside a value that has none around it: put the whole value in quotes, and double the quote in it.',
  CSV_INVALID_CLOSING_QUOTE: 'More of a value comes behind its closing quote: a quote inside a value is doubled.',
  CSV_MAX_RECORD_SIZE: `The record is longer than the ${longestLine} bytes that are read.`,
}
