/**
 * Prevents the mistake of a map that shows yesterday's town: ARCHITECTURE.md follows a PATCH through the files, and this records
 * where a real PATCH goes. `npm run trace` prints it; with `-- --check` a stale page fails; with `-- --write` it is mended.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { recordCalls } from './trace/record-calls.js'
import { renderTrace, traceDifferences, withTrace } from './trace/trace-page.js'

const pageFile = 'ARCHITECTURE.md'
const trace = renderTrace(await recordCalls(path.join(import.meta.dirname, 'trace', 'patch-a-user.js')))
if (process.argv.includes('--write')) write(readFileSync(pageFile, 'utf8'))
else if (process.argv.includes('--check')) check(readFileSync(pageFile, 'utf8'))
else console.log(trace)

function write(page: string): void {
  const mended = withTrace(page, trace)
  if (mended === undefined) fail(`trace: ${pageFile} has no <!-- trace:start --> and <!-- trace:end -->.`)
  else writeFileSync(pageFile, mended)
}

function check(page: string): void {
  if (withTrace(page, trace) === undefined)
    fail(`trace: ${pageFile} has no <!-- trace:start --> and <!-- trace:end -->.`)
  const differences = traceDifferences(page, trace)
  if (differences.length === 0) console.log('trace: nothing found')
  else fail([`trace: ${pageFile} is stale; 'npm run trace -- --write' mends it:`, ...differences].join('\n'))
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
