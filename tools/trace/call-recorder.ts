/**
 * Records which functions of our packages are entered, in order. It is given to node by `--import`, so that worker threads are
 * recorded too: they write what they enter to a file, since nothing else reaches the main thread in order.
 */
import { openSync, readFileSync, writeSync } from 'node:fs'
import { register } from 'node:module'
import process from 'node:process'
import { isMainThread } from 'node:worker_threads'
import { enteredName } from './instrument-source.js'
import { sourceFileOf } from './source-file.js'

/** One entry into a function. */
export interface RecordedCall {
  readonly file: string
  readonly name: string
  readonly isExported: boolean
  /** The other files of ours on the stack, nearest first, awaits included; recorded at the first entry into a file. */
  readonly callers: readonly string[]
}

export interface Recording {
  readonly main: readonly RecordedCall[]
  readonly worker: readonly RecordedCall[]
}

/** The file in which worker threads leave what they enter. */
const workerFile = process.env.ROLLCALL_TEST_CALLS_FILE ?? ''
const workerOutput = openSync(workerFile, 'a')

let calls: RecordedCall[] | undefined
let workerStart = 0

export function startRecording(): void {
  workerStart = readFileSync(workerFile, 'utf8').length
  calls = []
}

export function stopRecording(): Recording {
  const main = calls ?? []
  calls = undefined
  const lines = readFileSync(workerFile, 'utf8').slice(workerStart).split('\n')
  return { main, worker: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RecordedCall) }
}

function recordInMain(file: string, name: string, isExported: boolean): void {
  if (calls === undefined) return
  const isFirst = !calls.some((call) => call.file === file)
  calls.push({ file, name, isExported, callers: isFirst ? callersOf(file) : [] })
}

function recordInWorker(file: string, name: string, isExported: boolean): void {
  writeSync(workerOutput, `${JSON.stringify({ file, name, isExported, callers: [] })}\n`)
}

function callersOf(file: string): readonly string[] {
  Error.stackTraceLimit = 100
  const frames = new Error('for its stack').stack?.split('\n') ?? []
  const files = frames.map(sourceFileOf).filter((found) => found !== undefined && found !== file)
  return [...new Set(files.filter((found) => found !== undefined))]
}

Object.defineProperty(globalThis, enteredName, { value: isMainThread ? recordInMain : recordInWorker })
register('./load-hooks.js', import.meta.url)
