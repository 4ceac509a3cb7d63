import { addMembers, create, createUsers, groupBody, patchBody, removeMembers, userBody } from '../contests/messages.js'
import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { documentContent, setContent } from './contents.js'
import { type Subject, sendTo } from './subject.js'

type SetChange = Parameters<typeof setContent.apply>[1]
type Attributes = Parameters<typeof documentContent.apply>[0]

/** A user's document: the clients replace one or two of three attributes, each time with a text that was never there. */
export async function documentSubject({ clients }: Arena): Promise<Subject<Attributes, Attributes>> {
  const id = await create(clients[0], '/Users', userBody('document', { title: '0', nickName: '0', displayName: '0' }))
  let drawn = 0
  return completed(clients[0], {
    // Without groups, which are others' doing and not in the version.
    path: `/Users/${id}?excludedAttributes=groups`,
    rules: documentContent,
    drawChange(random) {
      const text = `${++drawn}`
      const names = random.shuffled(attributeNames).slice(0, 1 + random.below(2))
      return Object.fromEntries(names.map((name) => [name, text]))
    },
    messageOf: (change) => patchBody({ op: 'replace', value: change }),
    contentOf: (body) => Object.fromEntries(attributeNames.map((name) => [name, String(body[name])])),
  })
}

const attributeNames = ['title', 'nickName', 'displayName'] as const

/** A user's roles, out of eight. */
export async function grantsSubject({ clients }: Arena): Promise<Subject<bigint, SetChange>> {
  const id = await create(clients[0], '/Users', userBody('grants', { roles: [{ value: 'role-0' }] }))
  const roles = Array.from({ length: 8 }, (_, n) => `role-${n}`)
  return completed(clients[0], {
    path: `/Users/${id}?excludedAttributes=groups`,
    rules: setContent,
    drawChange: (random) => drawSetChange(random, roles.length),
    messageOf({ kind, bits }) {
      const [value = ''] = valuesOf(bits, roles)
      if (kind === 'add') return patchBody({ op: 'add', path: 'roles', value: [{ value }] })
      return patchBody({ op: 'remove', path: `roles[value eq "${value}"]` })
    },
    contentOf: (body) => bitsOf(body.roles ?? [], roles),
  })
}

/** A group, in which some of the users are from the start. */
export async function membersSubject(arena: Arena, size: number): Promise<Subject<bigint, SetChange>> {
  const { clients } = arena
  const users = await createUsers(arena, size, 'member')
  const half = users.slice(0, Math.ceil(users.length / 2))
  const id = await create(clients[0], '/Groups', groupBody('History', half))
  return completed(clients[0], {
    path: `/Groups/${id}`,
    rules: setContent,
    drawChange: (random) => drawSetChange(random, users.length),
    messageOf: ({ kind, bits }) => (kind === 'add' ? addMembers : removeMembers)(...valuesOf(bits, users)),
    contentOf: (body) => bitsOf(body.members ?? [], users),
  })
}

/** What is there before the clients begin is read by one of them. */
async function completed<Content, Change>(
  client: Arena['clients'][0],
  subject: Omit<Subject<Content, Change>, 'initial'>,
): Promise<Subject<Content, Change>> {
  const { version, body } = await sendTo(client, 'GET', subject.path, {})
  return { ...subject, initial: { version: version ?? 0, content: subject.contentOf(body) } }
}

function drawSetChange(random: Random, size: number): SetChange {
  // Among few, so that they meet.
  const bit = random.below(Math.min(size, 8))
  return { kind: random.pick(['add', 'remove']), bits: 1n << BigInt(bit) }
}

function valuesOf(bits: bigint, values: readonly string[]): readonly string[] {
  return values.filter((_, n) => (bits >> BigInt(n)) & 1n)
}

/** @throws for a value that nobody put there */
function bitsOf(found: readonly { readonly value: string }[], values: readonly string[]): bigint {
  let bits = 0n
  for (const { value } of found) {
    const place = values.indexOf(value)
    if (place < 0) throw new Error(`'${value}' was never added`)
    bits |= 1n << BigInt(place)
  }
  return bits
}
