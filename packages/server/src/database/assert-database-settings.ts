import { Refusal } from '../refusal.js'
import type { DatabaseSettings } from '../rollcall-options.js'
import { isPostgresUrl, isReadableUrl } from './database-name.js'

/** @throws Refusal for a setting that the kind of database does not have, and for a URL that cannot be read. */
export function assertDatabaseSettings(settings: DatabaseSettings): void {
  const { database, databaseReplica } = settings
  for (const url of [database, databaseReplica ?? '']) {
    if (isPostgresUrl(url) && !isReadableUrl(url)) throw new Refusal(unreadableUrl)
  }
  const isPostgres = isPostgresUrl(database)
  const strange = Object.entries(kinds).find(([name, kind]) => {
    return settings[name as keyof typeof kinds] !== undefined && kind !== (isPostgres ? 'PostgreSQL' : 'SQLite')
  })
  if (strange) throw new Refusal(`'${strange[0]}' is a setting of ${strange[1]} alone: leave it out.`)
  if (databaseReplica !== undefined && !isPostgresUrl(databaseReplica)) {
    throw new Refusal("A replica is named by a URL, such as 'postgres://app@replica.example/app'.")
  }
}

const unreadableUrl =
  "The URL of the database cannot be read: write it like 'postgres://user:password@host:5432/name', and in user and password every character but letters and digits as % and its code."

/** Which kind of database a setting belongs to. */
const kinds = {
  databaseReplica: 'PostgreSQL',
  databasePoolSize: 'PostgreSQL',
  databaseStatementTimeoutMs: 'PostgreSQL',
  databaseBusyTimeoutMs: 'SQLite',
} as const
