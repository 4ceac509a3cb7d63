import { execFile } from 'node:child_process'
import path from 'node:path'

const bin = path.resolve(import.meta.dirname, '../bin/rollcall.js')

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command as a shell does, in a folder of its own. */
export function rollcallIn(folder: string, environment: Record<string, string> = {}) {
  return (...args: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH ?? '', ...environment }
      execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
      })
    })
}
