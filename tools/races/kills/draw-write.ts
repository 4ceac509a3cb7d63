import type { Random } from '../random.js'
import type { HeldUsers, Write } from './held-resources.js'

/** What a client draws from. */
export interface WriterPlace {
  /** What its users' names begin with. */
  readonly prefix: string
  readonly groups: readonly [string, ...string[]]
  readonly random: Random
  /** How many writes it has drawn: no name and no text comes twice. */
  readonly drawn: number
}

const kinds = ['create', 'patch', 'patch', 'grant', 'revoke', 'join', 'join', 'leave', 'delete'] as const
const roles = ['member', 'admin', 'auditor'] as const
const [fewest, most] = [3, 12]

/** A write that fits what the client holds. */
export function drawWrite(held: HeldUsers, { prefix, groups, random, drawn }: WriterPlace): Write {
  const [first, ...others] = random.shuffled(Object.keys(held))
  const text = `${prefix}${drawn}`
  if (first === undefined || others.length < fewest) return { kind: 'create', userName: text, text }
  const kind = others.length < most ? random.pick(kinds) : 'delete'
  switch (kind) {
    case 'create':
      return { kind, userName: text, text }
    case 'patch':
      return { kind, userName: first, text }
    case 'grant':
      return { kind, userName: first, role: random.pick(roles) }
    case 'revoke':
      return drawRevocation(held, first, text)
    case 'join':
      return { kind, userNames: [first, ...others.slice(0, 2)], group: random.pick(groups) }
    case 'leave':
      return drawLeaving(held, random, text)
    case 'delete':
      return { kind, userName: first }
  }
}

/** Only what is held can be revoked. */
function drawRevocation(held: HeldUsers, userName: string, text: string): Write {
  const role = held[userName]?.roles[0]
  return role === undefined ? { kind: 'patch', userName, text } : { kind: 'revoke', userName, role }
}

/** Everybody of the client's who is in one of the groups leaves it. */
function drawLeaving(held: HeldUsers, random: Random, text: string): Write {
  const [user] = random.shuffled(Object.entries(held).filter(([, { groups }]) => groups.length > 0))
  const group = user?.[1].groups[0]
  if (group === undefined) return { kind: 'create', userName: text, text }
  const members = Object.entries(held).filter(([, { groups }]) => groups.includes(group))
  return { kind: 'leave', userNames: members.map(([name]) => name), group }
}
