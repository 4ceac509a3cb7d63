import type { DatabaseKind, OperationFigures, SizeFigures } from './growth-figures.js'
import { type OperationName, operationNames, operationTitles } from './operation-names.js'

/** Something that was to be reached, and whether it was. */
export interface Verdict {
  readonly statement: string
  readonly found: string
  readonly isMet: boolean
}

/** Requests a second at concurrency 10, through the whole server. */
export const targets: Readonly<Record<DatabaseKind, Readonly<Partial<Record<OperationName, number>>>>> = {
  sqlite: ratesOf({ get: 20_000, eq: 15_000, page: 1000, patch: 3000, post: 2500 }),
  postgresql: ratesOf({ get: 5000, eq: 4000, page: 500, patch: 1000, post: 800 }),
}

function ratesOf(rates: Readonly<Record<'get' | 'eq' | 'page' | 'patch' | 'post', number>>) {
  const { get, eq, page, patch, post } = rates
  return { get, userNameEq: eq, externalIdEq: eq, emailEq: eq, pageStart: page, pageEndByCursor: page, patch, post }
}

/** What takes longer the more there is, and says so: skipping to the end, and counting what matches. */
const growing: ReadonlySet<OperationName> = new Set(['pageEndByIndex', 'wideFirst', 'membersPage'])

/** Judges the sizes of one database, which ascend. */
export function judge(sizes: readonly SizeFigures[]): readonly Verdict[] {
  const [first, last] = [sizes[0], sizes.at(-1)]
  if (!first || !last) return []
  return [
    ...rates(last),
    ...ratiosToBare(last),
    ...memberships(last),
    streamed(last),
    besideWriters(last),
    flatness(first, last),
  ]
}

function rates({ database, operations }: SizeFigures): readonly Verdict[] {
  return operationNames.flatMap((name) => {
    const [wanted, found] = [targets[database][name], operations[name]?.perSecond]
    if (wanted === undefined || found === undefined) return []
    return [
      {
        statement: `${operationTitles[name]}: at least ${wanted.toLocaleString('en-US')}/s`,
        found: `${found.toLocaleString('en-US')}/s`,
        isMet: found >= wanted,
      },
    ]
  })
}

function ratiosToBare({ operations }: SizeFigures): readonly Verdict[] {
  return operationNames.flatMap((name) => {
    const { bare, perSecond = 0 } = operations[name] ?? {}
    if (bare === undefined) return []
    const ratio = perSecond / bare
    const statement = `${operationTitles[name]}: at least 0.60 of a bare server`
    return [{ statement, found: ratio.toFixed(2), isMet: ratio >= 0.6 }]
  })
}

function memberships({ operations }: SizeFigures): readonly Verdict[] {
  const [large, small] = [operations.addToLarge?.p99 ?? 0, operations.addToSmall?.p99 ?? 0]
  return [
    { statement: 'adding one member to the large group: under 10 ms (p99)', found: `${large} ms`, isMet: large < 10 },
    {
      statement: 'and within 1.5 × of a group of 100',
      found: `${(large / small).toFixed(2)} ×`,
      isMet: large <= small * 1.5,
    },
  ]
}

function streamed({ streamed: { rise } }: SizeFigures): Verdict {
  const found = `${Math.round(rise / 2 ** 20)} MB`
  return { statement: 'GET of the large group: memory rises by less than 30 MB', found, isMet: rise < 30 * 2 ** 20 }
}

function besideWriters({ operations }: SizeFigures): Verdict {
  const part = rateOf(operations.getBesideWriters) / rateOf(operations.get)
  return { statement: 'GET beside writers: half of its rate alone', found: part.toFixed(2), isMet: part >= 0.5 }
}

function flatness(first: SizeFigures, last: SizeFigures): Verdict {
  const lost = operationNames.flatMap((name) => {
    const kept = rateOf(last.operations[name]) / rateOf(first.operations[name])
    return growing.has(name) || !(kept < 2 / 3) ? [] : [`${operationTitles[name]} (keeps ${kept.toFixed(2)})`]
  })
  return {
    statement: `from ${first.people} to ${last.people} people nothing loses more than a third`,
    found: lost.length === 0 ? 'nothing does' : lost.join(', '),
    isMet: lost.length === 0,
  }
}

function rateOf(figures: OperationFigures | undefined): number {
  return figures?.perSecond ?? Number.NaN
}
