import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { invalidSyntax, parseJson, payloadTooLarge, ScimError } from '@rollcall/scim'
import type { LineContent, Place, SourceLine } from './source-line.js'

/** The longest line that is read, in bytes: as much as the body of a request. */
export const longestLine = 16 * 1024 * 1024

/** The lines of a JSON Lines file from a place on, each with what it holds. Empty ones are passed over. */
export async function* readJsonLines(file: string, from: Place): AsyncGenerator<SourceLine> {
  let start = from
  for await (const { bytes, length, isLong } of rawLines(file, from.offset)) {
    const end = { offset: start.offset + length, line: start.line + 1 }
    const content = isLong ? tooLong() : contentOf(start.offset === 0 ? withoutMark(bytes) : bytes)
    if (content) yield { line: end.line, start, end, content }
    start = end
  }
}

interface RawLine {
  /** Without what ends it. */
  readonly bytes: Buffer
  /** With what ends it. */
  readonly length: number
  readonly isLong: boolean
}

const lineFeed = 0x0a

/** A line that is longer than may be read is counted and not kept. */
async function* rawLines(file: string, start: number): AsyncGenerator<RawLine> {
  let parts: Buffer[] = []
  let length = 0
  const keep = (part: Buffer) => {
    length += part.length
    if (length <= longestLine) parts.push(part)
    else parts = []
  }
  const take = (ending: number): RawLine => {
    const line = { bytes: Buffer.concat(parts), length: length + ending, isLong: length > longestLine }
    parts = []
    length = 0
    return line
  }
  for await (const chunk of chunksOf(file, start)) {
    let from = 0
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, at))
      yield take(1)
      from = at + 1
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield take(0)
}

function chunksOf(file: string, start: number): AsyncIterable<Buffer> {
  return createReadStream(file, { start, highWaterMark: 256 * 1024 })
}

/** The byte order mark that some editors put in front. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

/** Undefined for a line without anything in it. */
function contentOf(bytes: Buffer): LineContent | undefined {
  if (!isUtf8(bytes)) return { kind: 'refused', error: invalidSyntax('The line is not valid UTF-8.') }
  const text = bytes.toString('utf8').trim()
  if (text === '') return undefined
  try {
    return { kind: 'body', body: parseJson(text, 'The line') }
  } catch (error) {
    if (error instanceof ScimError) return { kind: 'refused', error }
    throw error
  }
}

function tooLong(): LineContent {
  return { kind: 'refused', error: payloadTooLarge(`The line is longer than the ${longestLine} bytes that are read.`) }
}
