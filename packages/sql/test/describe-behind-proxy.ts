import { openPostgresDatabase, type SqlDatabase } from '@rollcall/sql'
import { afterEach, beforeEach } from 'vitest'
import { type PostgresProxy, startProxy } from './postgres-proxy.js'
import { describePostgres } from './postgres-server.js'

/** What a test finds: each has its own. */
export interface BehindProxy {
  readonly proxy: PostgresProxy
  /** Opened through the proxy. */
  readonly database: SqlDatabase
  /** The URL of the same database, past the proxy. */
  readonly place: string
}

/** As `describePostgres`, with a database that is reached through a proxy, which breaks what is between. */
export function describeBehindProxy(name: string, tests: (opened: () => BehindProxy) => void): void {
  describePostgres(name, (createDatabase) => {
    let behind: BehindProxy | undefined
    let close = async () => {}

    beforeEach(async () => {
      const opened = await createDatabase()
      const proxy = await startProxy(opened.place)
      const database = await openPostgresDatabase({ url: proxy.url })
      behind = { proxy, database, place: opened.place }
      close = async () => {
        await database.close()
        await proxy.close()
        await opened.close()
      }
    })

    afterEach(() => close())

    tests(() => {
      if (!behind) throw new Error('only a test finds a database')
      return behind
    })
  })
}
