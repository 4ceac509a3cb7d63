import type { Json, JsonObject } from '../resource/resource.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import type { Random } from './storage-conformance-random.js'

/** More than 256 code points: what an index holds of it does not tell two of them apart. */
const longText = 'long 🙂 '.repeat(40)

/** Few enough that two resources often have the same one; many that sort or fold unlike they look. */
export const texts = [
  'a',
  'A',
  'ada',
  'Ada',
  'b',
  'bob',
  '10',
  '9',
  'jos\u00e9',
  'jose\u0301',
  'JOSE\u0301',
  'ΑΣΑ',
  'ασ',
  'ας',
  '🙂',
  '🙂b',
  '\ue000',
  '\uffee',
  '100%',
  'a_b',
  'o\'neil \\ "q"',
  ' ',
  `${longText}a`,
  `${longText}b`,
  `${longText.toUpperCase()}A`,
] as const satisfies readonly [string, ...string[]]

/** Two of them are one instant. */
export const instants = [
  '2020-02-29T12:00:00Z',
  '2020-02-29T13:00:00+01:00',
  '1969-12-31T23:59:59.999Z',
  '2026-11-24T09:00:00.5Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
] as const

/** As integers and decimals they sort unlike their digits. */
export const integers = [-10, -9, 0, 9, 10, 100, Number.MAX_SAFE_INTEGER] as const
export const decimals = [-2.5, -0.1, 0, 0.1, 2.5, 10, 1e300, 123456789012.25] as const

export const labels = ['work', 'Work', 'home', 'other'] as const

/** A user's document; every attribute but userName is often absent. */
export function drawUser(random: Random, number: number): JsonObject {
  const family = maybe(random, () => drawText(random))
  const emails = Array.from({ length: random.below(4) }, (_none, index) => drawEmail(random, index))
  const enterprise = withoutAbsent({
    department: maybe(random, () => drawText(random)),
    manager: maybe(random, () => ({ value: random.pick(['m-1', 'm-2']) })),
  })
  return withoutAbsent({
    // Now and then the name of somebody else, spelt otherwise.
    userName: random.chance(0.04) ? random.pick(['taken', 'TAKEN', 'ｔａｋｅｎ']) : `${random.pick(texts)} ${number}`,
    displayName: maybe(random, () => drawText(random)),
    // Empty text is no value (RFC 7643 §2.5): sorted as such.
    title: random.chance(0.05) ? '' : maybe(random, () => drawText(random)),
    name: family === undefined ? undefined : { familyName: family },
    active: maybe(random, () => random.chance(0.5)),
    profileUrl: maybe(random, () => random.pick(['https://example.com/A', 'https://example.com/a'])),
    emails: emails.length === 0 && random.chance(0.5) ? undefined : emails,
    [EnterpriseUserSchema.id]: Object.keys(enterprise).length > 0 ? enterprise : undefined,
  })
}

/** A group's document. */
export function drawGroup(random: Random): JsonObject {
  return { displayName: drawText(random) }
}

/** A machine's document: numbers, dates and lists of them. */
export function drawMachine(random: Random): JsonObject {
  return withoutAbsent({
    serial: maybe(random, () => drawText(random)),
    floor: maybe(random, () => random.pick(integers)),
    price: maybe(random, () => random.pick(decimals)),
    ports: maybe(random, () => [random.pick(integers), random.pick(integers)]),
    tags: maybe(random, () => [drawText(random), drawText(random)]),
    installed: maybe(random, () => random.pick(instants)),
    lent: maybe(random, () => random.chance(0.5)),
  })
}

/** One of the texts, or two of them together; some more often than others, so that values are shared. */
export function drawText(random: Random): string {
  if (random.chance(0.4)) return random.pick(['a', 'A', 'ada', '🙂', `${longText}a`])
  return random.chance(0.25) ? `${random.pick(texts)}${random.pick(texts)}` : random.pick(texts)
}

function drawEmail(random: Random, index: number): JsonObject {
  return withoutAbsent({
    value: random.chance(0.9) ? drawText(random) : undefined,
    type: maybe(random, () => random.pick(labels)),
    primary: index === 1 ? true : maybe(random, () => false),
  })
}

function maybe<Value>(random: Random, draw: () => Value): Value | undefined {
  return random.chance(0.65) ? draw() : undefined
}

function withoutAbsent(object: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
}
