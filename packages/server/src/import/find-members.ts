import { type Id, invalidValue, type JsonObject } from '@rollcall/scim'
import { readClaimHolders, readExternalIds, uniqueClaimsOf } from '@rollcall/sql'
import type { ImportSession } from './import-session.js'
import type { ReadLine } from './judge-line.js'
import type { Rehearsal } from './rehearsal.js'
import { findName, memberOf } from './type-of-body.js'

/** Whom a member is. */
export type Member =
  | { readonly kind: 'id'; readonly id: Id }
  /** What another line of the file creates. */
  | { readonly kind: 'line'; readonly line: number }
  /** Left out: whom the file would have created, in a dry run; who does not exist, where the connection says so. */
  | { readonly kind: 'none' }
  /** As the line has it, since it names nobody: the engine refuses it. */
  | { readonly kind: 'other'; readonly given: unknown }

/** Where members are looked for beside the tenant. */
export interface MemberSources {
  /** The line of the file that has the external id, of those that refer to others themselves. */
  readonly lineOf: (externalId: string) => number | undefined
  readonly rehearsal: Rehearsal | undefined
}

/**
 * Finds whom the members of a line are: by id, by userName, by external id, in this order, in the tenant and then in the file.
 *
 * @throws ScimError invalidValue for who is nowhere, and for an external id that several have
 */
export async function findMembers(
  session: ImportSession,
  { type, body }: ReadLine,
  sources: MemberSources,
): Promise<readonly Member[]> {
  const given = membersOf(body, type.keptApart.links)
  const texts = new Set(given.flatMap((member) => textOf(member) ?? []))
  const ids = await session.store.kinds([...texts].map((text) => text.toLowerCase()).filter(isId))
  const names = await byUserName(
    session,
    without(texts, (text) => ids.has(text.toLowerCase())),
  )
  const rest = without(texts, (text) => ids.has(text.toLowerCase()) || names.has(text))
  const viewer = { tenant: session.tenant, connection: session.connection ?? '' }
  const known = await readExternalIds(session.database, viewer, [...rest])
  return given.map((member) => {
    const text = textOf(member)
    if (text === undefined) return { kind: 'other', given: member }
    if (ids.has(text.toLowerCase())) return { kind: 'id', id: text.toLowerCase() }
    const id = names.get(text) ?? onlyOf(text, known.get(text))
    return id === undefined ? ofFile(session, text, sources) : { kind: 'id', id }
  })
}

/** As every id that the server draws: what is none need not be looked for. */
function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** The line's body with the ids of its members. */
export function withMembers({ type, body }: ReadLine, members: readonly unknown[]): JsonObject {
  const name = findName(body, type.keptApart.links ?? '')
  return name === undefined ? body : ({ ...body, [name]: members } as JsonObject)
}

function membersOf(body: JsonObject, links: string | undefined): readonly unknown[] {
  const members = links === undefined ? undefined : memberOf(body, links)
  return Array.isArray(members) ? members : members === undefined ? [] : [members]
}

/** What a database can be asked for. */
function textOf(member: unknown): string | undefined {
  const value = typeof member === 'object' && member !== null ? memberOf(member as JsonObject, 'value') : member
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' && !text.includes('\0') && text.isWellFormed() ? text : undefined
}

function without(texts: ReadonlySet<string>, isFound: (text: string) => boolean): ReadonlySet<string> {
  return new Set([...texts].filter((text) => !isFound(text)))
}

async function byUserName(session: ImportSession, texts: ReadonlySet<string>): Promise<ReadonlyMap<string, Id>> {
  const claims = new Map([...texts].flatMap((userName) => [...uniqueClaimsOf(session.userType, { userName })]))
  const holders = await readClaimHolders(session.database, session.tenant, claims)
  const found = new Map<string, Id>()
  for (const text of texts) {
    const holder = holders.get(claimOf(session, text))
    if (holder !== undefined) found.set(text, holder)
  }
  return found
}

function claimOf({ userType }: ImportSession, userName: string): string {
  const [name = ''] = uniqueClaimsOf(userType, { userName }).keys()
  return name
}

function onlyOf(text: string, known: readonly { readonly id: Id }[] = []): Id | undefined {
  const [only, ...others] = known
  if (others.length > 0) {
    throw invalidValue(`Several resources have the externalId '${text.slice(0, 80)}': name the member by its id.`)
  }
  return only?.id
}

function ofFile(session: ImportSession, text: string, { lineOf, rehearsal }: MemberSources): Member {
  const line = lineOf(text)
  if (line !== undefined) return { kind: 'line', line }
  const { strict, skipUnknownMembers = false } = session.manner
  const isRehearsed = rehearsal?.hasClaim(claimOf(session, text)) || rehearsal?.hasExternalId(text)
  if (isRehearsed || (!strict && skipUnknownMembers)) return { kind: 'none' }
  throw invalidValue(`No resource has the id, userName or externalId '${text.slice(0, 80)}'.`)
}
