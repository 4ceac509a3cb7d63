import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const bin = fileURLToPath(new URL('../../../../packages/server/bin/rollcall.js', import.meta.url))

/** Runs `rollcall …` as a process of its own, as `npx rollcall` does. Rejects when it exits with an error. */
export async function rollcallCommand(databaseFile: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...words], {
    env: { ...process.env, ROLLCALL_DATABASE: databaseFile },
  })
  return stdout
}
