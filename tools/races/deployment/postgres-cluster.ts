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
  /** Ends it as a crash does, for good. */
  crash(): Promise<void>
  /** Makes another that follows it. */
  addStandby(): Promise<PostgresCluster>
  /** Makes one that follows another a primary of its own. */
  promote(): Promise<void>
  remove(): Promise<void>
}

export type RestartMode = 'fast' | 'immediate'

/** Makes a cluster in a temporary folder. @throws where PostgreSQL is not installed, or may not be run */
export function startPostgresCluster(): Promise<PostgresCluster> {
  return makeCluster((folder) => ['start', folder])
}

async function makeCluster(commandFor: (folder: string) => readonly string[]): Promise<PostgresCluster> {
  const parent = await mkdtemp(path.join(tmpdir(), 'rollcall-cluster-'))
  const folder = path.join(parent, 'cluster')
  // Whoever runs PostgreSQL must find its folder.
  await run('chmod', ['755', parent])
  const { stdout } = await run(script, commandFor(folder))
  return {
    url: stdout.trim(),
    async restart(how) {
      await run(script, [`restart-${how}`, folder])
    },
    async crash() {
      await run(script, ['crash', folder])
    },
    addStandby: () => makeCluster((own) => ['standby', own, folder]),
    async promote() {
      await run(script, ['promote', folder])
    },
    async remove() {
      await run(script, ['stop', folder])
      await rm(parent, { recursive: true, force: true })
    },
  }
}
