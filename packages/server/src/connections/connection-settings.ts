import { z } from 'zod'
import { Refusal } from '../refusal.js'

/** What one connection wants otherwise than its manner has it. */
export type ConnectionSettings = Readonly<z.infer<typeof schema>>

/** One row a setting, by the name that the engine's manner has for it: what each means is said there. */
const schema = z.strictObject({
  /** Replacing `name` as a whole: sub-attributes that are not given stay (`merge`, the default), or go (`whole`) (D-09). */
  complexReplacement: z.enum(['merge', 'whole']).exactOptional(),
  /** `"roles": "admin,user"` is two roles (Q18). Compatible connections only. */
  splitCommaLists: z.boolean().exactOptional(),
  /** A group's members are removed by naming them, never all at once (Q21). */
  protectMembers: z.boolean().exactOptional(),
  /** Members that do not exist are left out, and the rest is done (D-54). Compatible connections only. */
  skipUnknownMembers: z.boolean().exactOptional(),
  /** A group is no member of a group (D-54). */
  flatGroups: z.boolean().exactOptional(),
})

/** Every setting, as the command has it: `protect-members`. */
export const settingNames: readonly string[] = Object.keys(schema.shape).map(commandName)

/** As the command has it: a word for what is on, `name=value` for the rest. */
export function printSettings(settings: ConnectionSettings): readonly string[] {
  return Object.entries(settings).map(([name, value]) =>
    value === true ? commandName(name) : `${commandName(name)}=${value}`,
  )
}

/** @throws Refusal for a setting that is not known, does not fit, or means nothing to a strict connection. */
export function requireSettings(given: unknown, manner: 'compatible' | 'strict'): ConnectionSettings {
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new Refusal(parsed.error.issues.map(sentenceOf).join(' '))
  const settings = parsed.data
  const tolerant = (['splitCommaLists', 'skipUnknownMembers'] as const).find((name) => settings[name] === true)
  if (manner === 'strict' && tolerant) {
    throw new Refusal(`'${commandName(tolerant)}' is a tolerance, and a strict connection has none: leave it out.`)
  }
  return settings
}

/** Settings as we stored them. */
export function storedSettings(text: string | null): ConnectionSettings {
  return text === null ? none : schema.parse(JSON.parse(text))
}

const none: ConnectionSettings = {}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const name = commandName(issue.path.map(String).join('.'))
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `'${commandName(key)}'`).join(', ')} is no setting; there are: ${settingNames.join(', ')}.`
    case 'invalid_value':
      return `'${name}' is ${issue.values.map(String).join(' or ')}.`
    default:
      return `'${name}' is true or false.`
  }
}

function commandName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
