import { ScimError } from '@rollcall/scim'
import { DatabaseUnavailable } from '@rollcall/sql'
import { Command, CommanderError } from 'commander'
import { Refusal } from '../refusal.js'
import { addConnectionCommand } from './connection-command.js'
import { addDbCommand } from './db-command.js'
import { addEntitlementCommand } from './entitlement-command.js'
import { addExplainCommand } from './explain-command.js'
import { addImportCommand } from './import-command.js'
import { addIndexCommand } from './index-command.js'
import { addKeyCommand } from './key-command.js'
import { addResourceTypeCommand } from './resource-type-command.js'
import { addRoleCommand } from './role-command.js'
import { addSchemaCommand } from './schema-command.js'
import { addServeCommand } from './serve-command.js'
import { addShowCommand } from './show-command.js'
import { addTenantCommand } from './tenant-command.js'
import type { Terminal } from './terminal.js'

/** What a shell is told: 0 done, 1 refused, 2 misspelt, 70 a bug of ours. */
type ExitCode = 0 | 1 | 2 | 70

/** Runs one command line. Never throws: whatever goes wrong is said on standard error. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    await createProgram(terminal).parseAsync([...args], { from: 'user' })
    return 0
  } catch (error) {
    return explain(error, terminal)
  }
}

/** The whole command, for its help too. */
export function createProgram(terminal: Terminal): Command {
  // Set before any command is added: each of them inherits it.
  const program = new Command('rollcall')
    .description('SCIM 2.0 provisioning and entitlements: organisations, keys, roles, and what was provisioned.')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError("See what there is: add '--help'.")
    .addHelpText('after', '\nExample:\n  rollcall tenant create gridco.example && rollcall key issue gridco.example')
  addServeCommand(program, terminal)
  addTenantCommand(program, terminal)
  addKeyCommand(program, terminal)
  addConnectionCommand(program, terminal)
  addRoleCommand(program, terminal)
  addEntitlementCommand(program, terminal)
  addSchemaCommand(program, terminal)
  addResourceTypeCommand(program, terminal)
  addImportCommand(program, terminal)
  addShowCommand(program, terminal)
  addExplainCommand(program, terminal)
  addIndexCommand(program, terminal)
  addDbCommand(program, terminal)
  return program
}

function explain(error: unknown, { err }: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof DatabaseUnavailable) {
    err(`${error.message} (${error.reason})\n`)
    return 1
  }
  if (error instanceof Refusal || error instanceof ScimError) {
    err(`${error.message}\n`)
    return 1
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    err(`${systemSentence(error.code, error)}\n`)
    return 1
  }
  err(`This is a bug of Rollcall: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 70
}

function systemSentence(code: string, error: Error): string {
  if (code === 'EADDRINUSE') return 'Another process listens on this port: choose another with --port.'
  if (code === 'EACCES' || code === 'EPERM') return `Not permitted: ${error.message}`
  return error.message
}
