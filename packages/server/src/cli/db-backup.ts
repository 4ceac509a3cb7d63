import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { backupSqliteDatabase, DatabaseUnavailable } from '@rollcall/sql'
import { databaseName, isPostgresUrl } from '../database/database-name.js'
import { Refusal } from '../refusal.js'
import { createStatusLine } from './status-line.js'
import type { Terminal } from './terminal.js'
import { assertDatabase, type DatabaseOptions, databaseOf } from './with-rollcall.js'

/** `rollcall db backup` @throws Refusal */
export async function backUp(terminal: Terminal, file: string, options: DatabaseOptions): Promise<void> {
  const { database } = databaseOf(terminal, options)
  if (isPostgresUrl(database)) {
    throw new Refusal(
      `'${databaseName(database)}' is a PostgreSQL database: back it up with pg_dump, or as whoever runs it does.`,
    )
  }
  assertDatabase(database)
  if (existsSync(file)) throw new Refusal(`There is a file '${file}' already, and it was left as it is; name another.`)
  await copy(terminal, database, file)
  const { size } = await stat(file)
  terminal.out(
    options.json
      ? `${JSON.stringify({ database, file, bytes: size })}\n`
      : `Copied '${database}' to '${file}'. Look whether it is whole: rollcall db verify --database ${file}\n`,
  )
}

async function copy(terminal: Terminal, database: string, file: string): Promise<void> {
  const line = createStatusLine(terminal)
  try {
    await backupSqliteDatabase({
      path: database,
      to: file,
      onProgress: ({ totalPages, remainingPages }) => {
        line.show(`${Math.floor((100 * (totalPages - remainingPages)) / totalPages)} % of ${totalPages} pages`)
      },
    })
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error
    throw new Refusal(`'${database}' was not copied to '${file}': ${error.reason}. Nothing is left of the copy.`)
  } finally {
    line.end()
  }
}
