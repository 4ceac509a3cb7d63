import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { hasPassword } from '../database/database-name.js'
import { Refusal } from '../refusal.js'

/** What an operator can set, from `ROLLCALL_*` and an optional JSON file. The URL of a database is a secret where it has a password. */
export type Configuration = Readonly<z.infer<typeof schema>>

const yesOrNo = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((text) => ['true', '1', 'yes'].includes(text)),
])

const longestWaitMs = 3_600_000

/** One row a setting: its name in the JSON file; in the environment it is `ROLLCALL_PUBLIC_URL` for `publicUrl`. */
const schema = z.strictObject({
  /** A SQLite file, or a PostgreSQL URL. */
  database: z.string().min(1).default('.rollcall/rollcall.db'),
  /** `ROLLCALL_DATABASE_REPLICA` */
  databaseReplica: z.string().min(1).exactOptional(),
  /** `ROLLCALL_DATABASE_POOL_SIZE` */
  databasePoolSize: z.coerce.number().int().min(1).max(1000).exactOptional(),
  /** `ROLLCALL_DATABASE_STATEMENT_TIMEOUT_MS` */
  databaseStatementTimeoutMs: z.coerce.number().int().min(100).max(longestWaitMs).exactOptional(),
  /** `ROLLCALL_DATABASE_BUSY_TIMEOUT_MS` */
  databaseBusyTimeoutMs: z.coerce.number().int().min(0).max(longestWaitMs).exactOptional(),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(3333),
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  trustForwarded: yesOrNo.default(false),
  traceBodies: yesOrNo.default(false),
  log: z.enum(['text', 'json']).default('text'),
})

/** Names of these begin the same and are read by tests alone. */
const testPrefix = 'ROLLCALL_TEST_'

/**
 * Reads the configuration: the environment first, then the file that `ROLLCALL_CONFIG` names, then the defaults.
 *
 * @throws Refusal for a name that is not known and a value that does not fit.
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = fromEnvironment(environment)
  const file = environment.ROLLCALL_CONFIG
  const parsed = schema.safeParse({
    ...(file === undefined || file === '' ? {} : withoutSecret(file, readConfigurationFile(file))),
    ...given,
  })
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return name === '' ? issue.message : `${environmentName(name)}: ${issue.message}`
  })
  throw new Refusal(`The configuration does not fit. ${problems.join('. ')}.`)
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = new Map(Object.keys(schema.shape).map((name) => [environmentName(name), name]))
  const given: Record<string, string> = {}
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('ROLLCALL_') || variable.startsWith(testPrefix) || variable === 'ROLLCALL_CONFIG') continue
    const name = names.get(variable)
    if (name === undefined) {
      throw new Refusal(
        `'${variable}' is not a setting. There are: ${[...names.keys(), 'ROLLCALL_CONFIG'].join(', ')}.`,
      )
    }
    if (value !== undefined && value !== '') given[name] = value
  }
  return given
}

function readConfigurationFile(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new Refusal(`ROLLCALL_CONFIG names '${file}', which cannot be read.`)
  }
  throw new Refusal(`ROLLCALL_CONFIG names '${file}', which does not hold a JSON object.`)
}

/** A file is copied, mailed and kept in repositories. @throws Refusal for a password in it */
function withoutSecret(file: string, content: object): object {
  const name = Object.entries(content).find(([, value]) => typeof value === 'string' && hasPassword(value))?.[0]
  if (name === undefined) return content
  throw new Refusal(
    `'${name}' in '${file}' has a password in it, and a secret comes from the environment only: set ${environmentName(name)}.`,
  )
}

function environmentName(name: string): string {
  return `ROLLCALL_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
