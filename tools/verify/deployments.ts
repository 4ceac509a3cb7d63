import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type PostgresCluster, startPostgresCluster } from '../races/deployment/postgres-cluster.js'

/** What is verified: each database under one server process, and under two. */
export const deployments = [
  { name: 'SQLite, one process', database: 'sqlite', processes: 1 },
  { name: 'SQLite, two processes', database: 'sqlite', processes: 2 },
  { name: 'PostgreSQL, one process', database: 'postgresql', processes: 1 },
  { name: 'PostgreSQL, two processes', database: 'postgresql', processes: 2 },
] as const

/** A database that is new, and gone afterwards. */
export interface FreshPlace {
  /** Its path or its URL. */
  readonly place: string
  /** The PostgreSQL that it is all alone on. */
  readonly cluster: PostgresCluster | undefined
}

/** Does work on a new database. @throws where PostgreSQL is wanted and not installed */
export async function withPlace(
  database: (typeof deployments)[number]['database'],
  work: (fresh: FreshPlace) => Promise<void>,
): Promise<void> {
  if (database === 'postgresql') {
    const cluster = await startPostgresCluster()
    return await work({ place: cluster.url, cluster }).finally(() => cluster.remove())
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-verify-'))
  await work({ place: path.join(folder, 'rollcall.db'), cluster: undefined }).finally(() =>
    rm(folder, { recursive: true, force: true }),
  )
}
