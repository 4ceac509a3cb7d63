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
  /** `remove` of a group's members names each (Q21); `replace` and PUT empty a group all the same (Q22). */
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

/** Settings as they are stored. What is not known is passed over: a later release may have set it in the same database. */
export function storedSettings(text: string | null): ConnectionSettings {
  if (text === null) return none
  const members = storedMembers(text)
  const parsed = known.safeParse(members)
  if (parsed.success) return parsed.data
  const strange = new Set(parsed.error.issues.map(({ path }) => path[0]))
  return known.parse(Object.fromEntries(Object.entries(members).filter(([name]) => !strange.has(name))))
}

const none: ConnectionSettings = {}
const known = schema.strip()

/** Everything that is stored, known or not. */
export function storedMembers(text: string | null): object {
  const stored: unknown = text === null ? none : JSON.parse(text)
  return typeof stored === 'object' && stored !== null ? stored : none
}

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
