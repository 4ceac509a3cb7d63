import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { readConfiguration } from '../configuration/read-configuration.js'
import { createRollcall } from '../create-rollcall.js'
import { Refusal } from '../refusal.js'
import type { Rollcall } from '../rollcall.js'
import type { Terminal } from './terminal.js'

/** The options of every command. */
export interface DatabaseOptions {
  readonly database?: string
  readonly json?: true
}

/** Gives a command the options that all have, and its example. */
export function addDatabaseOptions(command: Command, example: string): Command {
  command
    .option('--database <file>', 'the SQLite file (default: ROLLCALL_DATABASE, or .rollcall/rollcall.db)')
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
  const database = databaseOf(terminal, options)
  if (options.mayCreate !== true) assertDatabase(database)
  const rollcall = await createRollcall({ database })
  try {
    return await work(rollcall)
  } finally {
    await rollcall.close()
  }
}

/** The file that a command works on. */
export function databaseOf(terminal: Terminal, options: DatabaseOptions): string {
  return options.database ?? readConfiguration(terminal.environment).database
}

/** @throws Refusal where there is no such file: a misspelt one would be made, and found empty. */
export function assertDatabase(database: string): void {
  if (existsSync(database)) return
  throw new Refusal(
    `There is no database '${database}'. Start the server, or make an organisation: rollcall tenant create gridco.example. Another file is named by --database.`,
  )
}
