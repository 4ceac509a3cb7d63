import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Manner, ResourceType } from '@rollcall/scim'
import { Refusal } from '../refusal.js'
import { bodyOfRecord } from './csv-body.js'
import { type CsvColumn, readColumns } from './csv-columns.js'
import type { ImportOptions } from './import-options.js'
import { type CsvRecord, readCsvRecords } from './read-csv-records.js'
import { readJsonLines } from './read-json-lines.js'
import type { Source, SourceLine } from './source-line.js'

/** How a tenant reads a file. */
export interface Reading {
  readonly resourceTypes: readonly ResourceType[]
  readonly manner: Manner
}

/** Opens a file of resources: all that is wrong with it as a whole is found here. @throws Refusal */
export async function openSource(file: string, reading: Reading, options: ImportOptions): Promise<Source> {
  const size = await sizeOf(file)
  const type = options.type === undefined ? undefined : requireType(options.type, reading.resourceTypes)
  switch (options.format ?? formatOf(file)) {
    case 'csv':
      return openCsv(file, size, type ?? requireType('User', reading.resourceTypes), reading, options)
    case 'jsonl':
      if (options.mapping) throw new Refusal('A mapping is for the columns of a CSV file: JSON Lines have none.')
      return { begin, size, lines: (from) => readJsonLines(file, from) }
  }
}

const begin = { offset: 0, line: 0 }

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new Refusal(`There is no file '${file}' that can be read.`)
  return found.size
}

/** @throws Refusal where the tenant has no such type */
export function requireType(name: string, types: readonly ResourceType[]): ResourceType {
  const type = types.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (type) return type
  throw new Refusal(
    `There is no resource type '${name}' here. There are: ${types.map((each) => each.name).join(', ')}.`,
  )
}

function formatOf(file: string): 'csv' | 'jsonl' {
  switch (path.extname(file).toLowerCase()) {
    case '.csv':
      return 'csv'
    case '.jsonl':
    case '.ndjson':
      return 'jsonl'
    default:
      throw new Refusal(`'${file}' ends neither in .csv nor in .jsonl: say by --format what it is.`)
  }
}

async function openCsv(
  file: string,
  size: number,
  type: ResourceType,
  { manner }: Reading,
  options: ImportOptions,
): Promise<Source> {
  const header = await firstRecord(file)
  if (!header) throw new Refusal(`'${file}' is empty: its first line names the attributes of its columns.`)
  const columns = readColumns(header.values, type, manner, options.mapping)
  return {
    begin: header.end,
    size,
    async *lines(from) {
      for await (const record of readCsvRecords(file, from)) yield lineOf(record, columns, type)
    },
  }
}

/** People write `emails[type eq "work"].value` as it is, and spreadsheets put it in quotes. */
async function firstRecord(file: string): Promise<CsvRecord | undefined> {
  for await (const record of readCsvRecords(file, begin, 'relaxed')) return record
  return undefined
}

function lineOf(
  { values, line, start, end }: CsvRecord,
  columns: readonly (CsvColumn | undefined)[],
  type: ResourceType,
): SourceLine {
  return { line, start, end, content: bodyOfRecord(values, columns, type) }
}
