import type { Id } from '@rollcall/scim'
import { readClaimHolders, readExternalIds } from '@rollcall/sql'
import type { ImportSession } from './import-session.js'
import type { JudgedLine } from './judge-line.js'

/** What a line meets in the tenant. */
export type Standing =
  | { readonly kind: 'free' }
  /** It was written before, by this very import. */
  | { readonly kind: 'written' }
  /** The resource that it is about is there already. */
  | { readonly kind: 'existing'; readonly id: Id }
  /** Another resource has what it wants for itself alone. */
  | { readonly kind: 'taken'; readonly attribute: string }

/**
 * Looks up what lines meet, all at once. `mayBeWritten`: an earlier try may have written some of them. It holds until
 * somebody else writes: the commit has the last word.
 */
export async function findStandings(
  session: ImportSession,
  lines: readonly JudgedLine[],
  mayBeWritten: boolean,
): Promise<ReadonlyMap<JudgedLine, Standing>> {
  const written = mayBeWritten ? await session.store.kinds(lines.map(({ id }) => id)) : new Map<Id, unknown>()
  const holders = await readClaimHolders(
    session.database,
    session.tenant,
    new Map(lines.flatMap(({ claims }) => [...claims])),
  )
  const known = await knownByExternalId(session, lines)
  return new Map(
    lines.map((line) => [line, written.has(line.id) ? { kind: 'written' } : standingOf(line, holders, known)]),
  )
}

/** For those that nothing else tells apart. */
async function knownByExternalId(session: ImportSession, lines: readonly JudgedLine[]) {
  const values = lines.flatMap(({ identity }) => (identity?.kind === 'externalId' ? [identity.value] : []))
  if (values.length === 0) return new Map<string, readonly { readonly id: Id; readonly type: string }[]>()
  const viewer = { tenant: session.tenant, connection: session.connection ?? '' }
  return readExternalIds(session.database, viewer, values)
}

function standingOf(
  { identity, claims, type }: JudgedLine,
  holders: ReadonlyMap<string, Id>,
  known: Awaited<ReturnType<typeof knownByExternalId>>,
): Standing {
  const existing =
    identity?.kind === 'claim'
      ? holders.get(identity.name)
      : identity && known.get(identity.value)?.find((each) => each.type === type.name)?.id
  for (const [name, { attribute }] of claims) {
    const holder = holders.get(name)
    if (holder !== undefined && holder !== existing) return { kind: 'taken', attribute }
  }
  return existing === undefined ? { kind: 'free' } : { kind: 'existing', id: existing }
}
