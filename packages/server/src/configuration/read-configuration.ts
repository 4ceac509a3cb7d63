import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refusal } from '../refusal.js'

/** What an operator can set, from `ROLLCALL_*` and an optional JSON file. Nothing in it is a secret. */
export type Configuration = Readonly<z.infer<typeof schema>>

const yesOrNo = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((text) => ['true', '1', 'yes'].includes(text)),
])

/** One row a setting: its name in the JSON file; in the environment it is `ROLLCALL_PUBLIC_URL` for `publicUrl`. */
const schema = z.strictObject({
  /** A SQLite file. */
  database: z.string().min(1).default('.rollcall/rollcall.db'),
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
    ...(file === undefined || file === '' ? {} : readConfigurationFile(file)),
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

function environmentName(name: string): string {
  return `ROLLCALL_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
