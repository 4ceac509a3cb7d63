import type { Standing } from './find-standing.js'
import { type JudgedLine, wantedBy } from './judge-line.js'
import { createRehearsedSeats, type RehearsedSeats } from './rehearsed-seats.js'

/** What a dry run remembers of the lines before: they would be in the tenant by now. It takes memory for each of them. */
export interface Rehearsal {
  /** What the line would meet of the file itself; undefined where that is nothing. */
  standingOf(line: JudgedLine): Standing | undefined
  /** Whether the line is about what another line would have created. */
  isOfFile(line: JudgedLine): boolean
  add(line: JudgedLine): void
  /** Whether a line would have created something with this unique value, by the claim's name. */
  hasClaim(name: string): boolean
  hasExternalId(value: string): boolean
  readonly seats: RehearsedSeats
}

/** Nothing remembered yet. */
export function createRehearsal(): Rehearsal {
  const wanted = new Set<string>()
  const externalIds = new Set<string>()
  const isOfFile = (line: JudgedLine) => identityNames(line).some((name) => wanted.has(name))
  return {
    isOfFile,
    standingOf(line) {
      if (isOfFile(line)) return { kind: 'existing', id: line.id }
      const taken = [...line.claims].find(([name]) => wanted.has(name))
      return taken && { kind: 'taken', attribute: taken[1].attribute }
    },
    add(line) {
      for (const name of wantedBy(line)) wanted.add(name)
      if (line.creation.externalId !== undefined) externalIds.add(line.creation.externalId)
    },
    hasClaim: (name) => wanted.has(name),
    hasExternalId: (value) => externalIds.has(value),
    seats: createRehearsedSeats(),
  }
}

function identityNames({ identity, type }: JudgedLine): readonly string[] {
  if (!identity) return []
  return [identity.kind === 'claim' ? identity.name : JSON.stringify([type.name, identity.value])]
}
