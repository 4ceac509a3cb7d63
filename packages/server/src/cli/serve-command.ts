import type { Command } from 'commander'
import { readConfiguration } from '../configuration/read-configuration.js'
import { createRollcall } from '../create-rollcall.js'
import { databaseName } from '../database/database-name.js'
import { databaseSettingsOf } from '../database/database-settings-of.js'
import { createJsonLog } from '../request-log/json-log.js'
import { printTrace } from '../request-log/print-trace.js'
import { serve } from '../serve.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, type DatabaseOptions } from './with-rollcall.js'

interface ServeOptions extends DatabaseOptions {
  readonly port?: string
  readonly host?: string
  readonly publicUrl?: string
  readonly trustForwarded?: true
  readonly traceBodies?: true
  readonly log?: string
}

/** `rollcall serve` */
export function addServeCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('serve')
    .description('answer SCIM requests until it is stopped')
    .option('--port <port>', 'the port to listen on (default: ROLLCALL_PORT, or 3333)')
    .option('--host <host>', 'the address to listen on (default: ROLLCALL_HOST, or 127.0.0.1)')
    .option('--public-url <url>', 'what locations in answers begin with, as clients see it')
    .option('--trust-forwarded', 'believe X-Forwarded-Proto and X-Forwarded-Host of the proxy in front')
    .option('--trace-bodies', 'show what was sent and answered, without secrets')
    .option('--log <format>', 'text or json')
  addDatabaseOptions(command, 'rollcall serve --port 3333 --host 127.0.0.1').action((options: ServeOptions) =>
    runServer(terminal, options),
  )
}

async function runServer(terminal: Terminal, options: ServeOptions): Promise<void> {
  const settings = settingsOf(terminal, options)
  const { publicUrl, trustForwarded, traceBodies, log } = settings
  const rollcall = await createRollcall({
    ...databaseSettingsOf(settings),
    trustForwarded,
    traceBodies,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    trace: log === 'json' ? createJsonLog({ write: terminal.out }) : (entry) => terminal.out(`${printTrace(entry)}\n`),
  })
  const server = await serve(rollcall, settings).catch(async (error: unknown) => {
    await rollcall.close()
    throw error
  })
  announce(
    terminal,
    options,
    `${publicUrl?.replace(/\/+$/, '') ?? server.origin}${rollcall.basePath}`,
    databaseName(settings.database),
  )
  await terminal.stopped()
  await server.close()
}

function announce(terminal: Terminal, { json }: ServeOptions, baseUrl: string, database: string): void {
  if (json) terminal.out(`${JSON.stringify({ baseUrl, database })}\n`)
  else terminal.out(`SCIM base URL: ${baseUrl}\nDatabase: ${database}\nA key: rollcall key issue <organisation>\n`)
}

/** The command line wins over the environment; both are checked by the same schema. */
function settingsOf({ environment }: Terminal, options: ServeOptions) {
  return readConfiguration({
    ...environment,
    ...definedOnly({
      ROLLCALL_DATABASE: options.database,
      ROLLCALL_PORT: options.port,
      ROLLCALL_HOST: options.host,
      ROLLCALL_PUBLIC_URL: options.publicUrl,
      ROLLCALL_TRUST_FORWARDED: options.trustForwarded && 'true',
      ROLLCALL_TRACE_BODIES: options.traceBodies && 'true',
      ROLLCALL_LOG: options.log,
    }),
  })
}

function definedOnly(values: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
