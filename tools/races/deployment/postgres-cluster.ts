import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const script = path.resolve('tools/postgres.sh')

/** A PostgreSQL of one's own, that may be stopped in the middle of things. */
export interface PostgresCluster {
  readonly url: string
  /** Stops it and starts it again: `fast` ends every session, `immediate` is a crash, from which it recovers by its log. */
  restart(how: RestartMode): Promise<void>
  remove(): Promise<void>
}

export type RestartMode = 'fast' | 'immediate'

/** Makes a cluster in a temporary folder. @throws where PostgreSQL is not installed, or may not be run */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  const parent = await mkdtemp(path.join(tmpdir(), 'rollcall-cluster-'))
  const folder = path.join(parent, 'cluster')
  // Whoever runs PostgreSQL must find its folder.
  await run('chmod', ['755', parent])
  const { stdout } = await run(script, ['start', folder])
  return {
    url: stdout.trim(),
    async restart(how) {
      await run(script, [`restart-${how}`, folder])
    },
    async remove() {
      await run(script, ['stop', folder])
      await rm(parent, { recursive: true, force: true })
    },
  }
}
