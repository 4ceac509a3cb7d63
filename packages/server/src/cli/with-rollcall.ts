import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { readConfiguration } from '../configuration/read-configuration.js'
import { createRollcall } from '../create-rollcall.js'
import { isPostgresUrl } from '../database/database-name.js'
import { databaseSettingsOf } from '../database/database-settings-of.js'
import { Refusal } from '../refusal.js'
import type { DatabaseSettings, Rollcall } from '../rollcall.js'
import type { Terminal } from './terminal.js'

/** The options of every command. */
export interface DatabaseOptions {
  readonly database?: string
  readonly json?: true
}

/** Gives a command the options that all have, and its example. */
export function addDatabaseOptions(command: Command, example: string): Command {
  command
    .option(
      '--database <place>',
      'a SQLite file or a PostgreSQL URL (default: ROLLCALL_DATABASE, or .rollcall/rollcall.db); a URL with a password belongs into the environment',
    )
    .option('--json', 'print JSON')
  return addExample(command, example)
}

/** Ends a command's help with what to type. */
export function addExample(command: Command, example: string): Command {
  return command.addHelpText('after', `\nExample:\n  ${example}`)
}

/** Opens the database for one command, beside a server that runs on it too, and closes it again. */
export async function withRollcall<T>(
  terminal: Terminal,
  options: DatabaseOptions & { readonly mayCreate?: boolean },
  work: (rollcall: Rollcall) => Promise<T>,
): Promise<T> {
  const settings = databaseOf(terminal, options)
  if (options.mayCreate !== true) assertDatabase(settings.database)
  const rollcall = await createRollcall(settings)
  try {
    return await work(rollcall)
  } finally {
    await rollcall.close()
  }
}

/** The database that a command works on. */
export function databaseOf({ environment }: Terminal, { database }: DatabaseOptions): DatabaseSettings {
  const named = database === undefined ? {} : { ROLLCALL_DATABASE: database }
  return databaseSettingsOf(readConfiguration({ ...environment, ...named }))
}

/** @throws Refusal where there is no such file: a misspelt one would be made, and found empty. */
export function assertDatabase(database: string): void {
  if (isPostgresUrl(database) || existsSync(database)) return
  throw new Refusal(
    `There is no database '${database}'. Start the server, or make an organisation: rollcall tenant create gridco.example. Another file is named by --database.`,
  )
}
