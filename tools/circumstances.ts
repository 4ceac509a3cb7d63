import { spawnSync } from 'node:child_process'
import os from 'node:os'
import process from 'node:process'

/** What figures of a run are worth nothing without: the commit they were taken at, and on which machine. */
export function circumstances(): { readonly commit: string; readonly machine: string } {
  return {
    commit: spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout.trim(),
    machine: `Node ${process.version}, ${process.platform}, ${os.cpus().length} cores`,
  }
}
