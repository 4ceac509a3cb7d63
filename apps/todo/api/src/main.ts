import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import {
  type Configuration,
  databaseName,
  databaseSettingsOf,
  isPostgresUrl,
  Refusal,
  readConfiguration,
} from '@rollcall/server'
import { createTodoApp } from './create-app.js'
import { prepareTables } from './database/prepare-tables.js'
import { createSettings } from './database/settings.js'
import { createDemoPeople } from './demo/demo-people.js'
import { makeDemo, makeDemoIfNew } from './demo/make-demo.js'
import { openRollcall } from './open-rollcall.js'
import { readArguments, readPort, usage } from './process/read-arguments.js'
import { createRequestLines } from './process/request-lines.js'
import { resetDatabase } from './process/reset-database.js'
import { serve } from './process/serve.js'
import { welcomeText } from './process/welcome.js'

/** The web build, beside this package. */
const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** How long running requests may take to end when the server is told to stop. */
const graceMs = 5_000

try {
  await main()
} catch (error) {
  // What is refused is a sentence for whoever started this; a bug shows where it came from.
  process.stderr.write(`${error instanceof Refusal ? error.message : detailsOf(error)}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { initDb, reset, help } = readArguments(process.argv.slice(2))
  if (help) return say(usage)
  const configuration = readConfiguration(process.env)
  const port = readPort(process.env.PORT, configuration.port)
  if (reset) await resetAndSay(configuration)
  if (!isPostgresUrl(configuration.database)) await mkdir(dirname(configuration.database), { recursive: true })
  if (initDb) await initialise(configuration)
  else await run(configuration, port)
}

async function resetAndSay(configuration: Configuration): Promise<void> {
  const { database } = configuration
  const wasThere = await resetDatabase(database)
  say(wasThere ? `Removed ${database}.` : `There was no ${database} to remove.`)
}

async function initialise(configuration: Configuration): Promise<void> {
  const rollcall = await openRollcall(settingsOf(configuration))
  try {
    await prepareTables(rollcall.database)
    await makeDemo({ rollcall, now: Date.now })
    say(`The demo data is in ${databaseName(configuration.database)}. Start the Todo app with: npm start`)
  } finally {
    await rollcall.close()
  }
}

async function run(configuration: Configuration, port: number): Promise<void> {
  const { publicUrl, trustForwarded, host, database, log } = configuration
  const lines = createRequestLines(log, process.stdout)
  let isListening = false
  // The demo's people are made over SCIM by ourselves: that is no traffic.
  const rollcall = await openRollcall(settingsOf(configuration), {
    trace: (entry) => isListening && lines.scim(entry),
    failed: reportError,
  })
  try {
    const app = await createTodoApp({
      rollcall,
      webRoot,
      publicUrl,
      trustForwarded,
      reportError,
      logRequest: lines.api,
    })
    await makeDemoIfNew({ rollcall, now: Date.now })
    const server = await serve(app, host, port)
    isListening = true
    const isDemoLoaded = (await createDemoPeople(rollcall, createSettings(rollcall.database))()) !== null
    say(
      welcomeText({
        url: server.url,
        publicUrl,
        scimBasePath: rollcall.basePath,
        database: databaseName(database),
        isDemoLoaded,
      }),
    )
    await toldToStop()
    await server.stop(graceMs)
  } finally {
    await rollcall.close()
  }
}

/** What Rollcall is told of the configuration. */
function settingsOf(configuration: Configuration): Parameters<typeof openRollcall>[0] {
  const { publicUrl, trustForwarded, traceBodies } = configuration
  return { ...databaseSettingsOf(configuration), publicUrl, trustForwarded, traceBodies }
}

/** Once: a second Ctrl-C ends the process at once. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function reportError(error: unknown, requestId: string): void {
  process.stderr.write(`request ${requestId} failed: ${detailsOf(error)}\n`)
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
