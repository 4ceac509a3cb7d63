import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Recording } from './call-recorder.js'

/**
 * Runs a script that starts and stops the call recorder, and prints the recording.
 *
 * @throws when the script fails: its standard error is in the message.
 */
export async function recordCalls(script: string): Promise<Recording> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-trace-'))
  try {
    const recorder = pathToFileURL(path.join(import.meta.dirname, 'call-recorder.js')).href
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', recorder, script], {
      env: {
        ...process.env,
        ROLLCALL_TEST_CALLS_FILE: path.join(folder, 'worker-calls'),
        ROLLCALL_TEST_CALLS_FOLDER: folder,
      },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    })
    return JSON.parse(stdout) as Recording
  } finally {
    await rm(folder, { recursive: true })
  }
}
