import { parseArgs } from 'node:util'
import { Refusal } from '@rollcall/server'

export interface Arguments {
  readonly initDb: boolean
  readonly reset: boolean
  readonly help: boolean
}

export const usage = `The Todo app with Rollcall's SCIM endpoints.

  node apps/todo/api/dist/main.js             serve; makes the demo data when the database is new
  node apps/todo/api/dist/main.js --init-db   make what is missing of the demo data, and end
  node apps/todo/api/dist/main.js --reset     remove the database first (with --init-db or before serving)

Settings: PORT (3333), ROLLCALL_HOST (127.0.0.1), ROLLCALL_DATABASE (.rollcall/rollcall.db, or a
PostgreSQL URL), ROLLCALL_PUBLIC_URL, ROLLCALL_TRUST_FORWARDED=1 behind a proxy or tunnel, ROLLCALL_TRACE_BODIES=1,
ROLLCALL_LOG=json
`

/** @throws Refusal for what is not known */
export function readArguments(given: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({ args: [...given], options })
    return { initDb: values['init-db'], reset: values.reset, help: values.help }
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

const options = {
  'init-db': { type: 'boolean', default: false },
  reset: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** PORT, as platforms set it, before ROLLCALL_PORT. @throws Refusal */
export function readPort(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Refusal(`PORT must be a number from 0 to 65535, not '${text}'.`)
}
