import type { ResourceStore } from '@rollcall/scim'
import { createRollcall } from '@rollcall/server'
import { type SqlDatabase, type SqlReader, sqlStorage } from '@rollcall/sql'
import { openDatabase } from './open-database.js'
import { createScimClient, type ScimClient } from './scim-client.js'
import { type ServerProcess, startServer } from './server-process.js'

/** A database and the server processes on it. */
export interface Deployment {
  readonly database: string
  readonly servers: readonly [ServerProcess, ...ServerProcess[]]
  /** Two handles on it, past every server. */
  readonly databases: readonly [SqlDatabase, SqlDatabase]
  /** An organisation of its own, so that nothing met there is an older round's doing. */
  openArena(): Promise<Arena>
  close(): Promise<void>
}

/** Where one round is fought out. */
export interface Arena {
  readonly tenant: string
  readonly key: string
  /** One for each server process: requests in parallel reach all of them. */
  readonly clients: readonly [ScimClient, ...ScimClient[]]
  /** The database itself, past every server. */
  readonly reader: SqlReader
  /** The storage twice, each over a database handle of its own: for what HTTP does not reach. */
  readonly stores: readonly ResourceStore[]
  /** Writes past the storage port, for what only an operator sets. */
  readonly write: SqlDatabase['write']
  /** Offers a role that only so many users may hold. */
  limitRole(value: string, seats: number): Promise<void>
  close(): void
}

/** Starts so many server processes on the database: a SQLite file or the URL of a PostgreSQL database. */
export async function openDeployment(database: string, processes: number): Promise<Deployment> {
  // The first brings the database to the newest schema.
  const first = await startServer(database)
  const others = await Promise.all(Array.from({ length: processes - 1 }, () => startServer(database)))
  const servers = [first, ...others] as const
  const rollcall = await createRollcall({ database })
  const databases = [await openDatabase(database), await openDatabase(database)] as const
  let arenas = 0
  return {
    database,
    servers,
    databases,
    async openArena() {
      const tenant = `arena-${++arenas}.example`
      // Groups as RFC 7643 has them: `findDatabaseFaults` knows them by that.
      await rollcall.tenants.create(tenant, { duplicateGroupNames: true })
      const { key } = await rollcall.tenants.issueKey(tenant)
      return {
        ...arenaOf(tenant, key, servers, databases),
        limitRole: (value, seats) => rollcall.tenants.addRole(tenant, value, { display: value, allows: [], seats }),
      }
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()))
      await Promise.all([rollcall.close(), ...databases.map((each) => each.close())])
    },
  }
}

function arenaOf(
  tenant: string,
  key: string,
  [first, ...others]: readonly [ServerProcess, ...ServerProcess[]],
  databases: readonly [SqlDatabase, SqlDatabase],
): Omit<Arena, 'limitRole'> {
  const clientOf = ({ baseUrl }: ServerProcess) => createScimClient(baseUrl, key)
  const clients = [clientOf(first), ...others.map(clientOf)] as const
  return {
    tenant,
    key,
    clients,
    reader: databases[0],
    stores: databases.map((database) =>
      sqlStorage(database).ofTenant(tenant, { connection: 'races', request: 'races' }),
    ),
    write: (statements) => databases[0].write(statements),
    close() {
      for (const client of clients) client.close()
    },
  }
}
