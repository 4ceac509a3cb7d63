import { constants, existsSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { DatabaseKind } from './growth-figures.js'

/** Where a loaded database is kept. */
export interface DatabaseStore {
  readonly kind: DatabaseKind
  readonly title: string
  /** The path or URL of what is being loaded. */
  readonly database: string
  isKept(): Promise<boolean>
  /** Begins with nothing. */
  begin(): Promise<void>
  /** What the database itself would do in time: gather statistics, clean up. */
  settle(): Promise<void>
  copy(): Promise<{ readonly database: string; remove(): Promise<void> }>
}

/** A file in the folder. */
export function sqliteStore(folder: string): DatabaseStore {
  const database = path.join(folder, 'kept.db')
  const copied = path.join(folder, 'measured.db')
  return {
    kind: 'sqlite',
    title: 'SQLite',
    database,
    isKept: async () => existsSync(database),
    begin: () => removeFile(database),
    // SQLite gathers no statistics by itself, and nothing of ours depends on them.
    settle: async () => {},
    async copy() {
      await removeFile(copied)
      // What is not in the file yet stands beside it.
      for (const ending of ['', '-wal']) {
        if (existsSync(database + ending))
          await copyFile(database + ending, copied + ending, constants.COPYFILE_FICLONE)
      }
      return { database: copied, remove: () => removeFile(copied) }
    },
  }
}

async function removeFile(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(file + ending, { force: true })
}

/** A database of the server, of which others are copied. */
export function postgresStore(server: string, key: string): DatabaseStore {
  const name = `rollcall_growth_${key}`
  const copied = `${name}_measured`
  return {
    kind: 'postgresql',
    title: 'PostgreSQL',
    database: urlOf(server, name),
    isKept: async () => (await onServer(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`)) > 0,
    async begin() {
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await onServer(server, `CREATE DATABASE ${name}`)
    },
    settle: async () => void (await onServer(urlOf(server, name), 'VACUUM (ANALYZE)')),
    async copy() {
      await onServer(server, `DROP DATABASE IF EXISTS ${copied} WITH (FORCE)`)
      await onServer(server, `CREATE DATABASE ${copied} TEMPLATE ${name}${await strategyOf(server)}`)
      await onServer(server, 'CHECKPOINT')
      return {
        database: urlOf(server, copied),
        remove: async () => void (await onServer(server, `DROP DATABASE ${copied} WITH (FORCE)`)),
      }
    },
  }
}

/** Else, from PostgreSQL 15 on, each page of a large database is written to the log as well. */
async function strategyOf(server: string): Promise<string> {
  const isNewer = "SELECT 1 WHERE current_setting('server_version_num')::int >= 150000"
  return (await onServer(server, isNewer)) > 0 ? ' STRATEGY FILE_COPY' : ''
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = database
  return url.href
}

/** Answers how many rows there were. */
async function onServer(server: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end()
  }
}
