import { rowId } from './find-proofs.js'

/** What a run found of one id: the configurations in which all of its tests passed, and those in which one did not. */
export interface Result {
  readonly passed: readonly string[]
  readonly failed: readonly string[]
}

/** What a run found, by the ids of requirement rows, settled points (`D-12`) and quirks (`Q12`). */
export type Results = Readonly<Record<string, Result>>

/** The part of vitest's JSON report that is read. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** Sorts the tests of a run by the ids in their names. */
export function readResults(report: VitestReport, relative: (file: string) => string): Results {
  const found = new Map<string, Map<string, boolean>>()
  for (const { name, assertionResults } of report.testResults) {
    for (const { ancestorTitles, title, status } of assertionResults) {
      if (status === 'pending' || status === 'skipped' || status === 'todo') continue
      const configuration = configurationOf(ancestorTitles) ?? relative(name)
      for (const id of idsOf([...ancestorTitles, title].join(' '))) {
        const byConfiguration = found.get(id) ?? new Map<string, boolean>()
        const passed = (byConfiguration.get(configuration) ?? true) && status === 'passed'
        found.set(id, byConfiguration.set(configuration, passed))
      }
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, all]) => [id, resultOf(all)]))
}

function idsOf(name: string): ReadonlySet<string> {
  return new Set([...(name.match(rowId) ?? []), ...(name.match(/\b(?:D-\d\d|Q[1-9]\d?)\b/g) ?? [])])
}

/** `the protocol, strict, on SQLite` says in which manner and on which storage. */
function configurationOf(titles: readonly string[]): string | undefined {
  const [, manner, storage] = /^the protocol, (\w+), on (.+)$/.exec(titles[0] ?? '') ?? []
  return manner === undefined || storage === undefined ? undefined : `${storage}, ${manner}`
}

function resultOf(byConfiguration: ReadonlyMap<string, boolean>): Result {
  const names = (passed: boolean) =>
    [...byConfiguration].filter(([, each]) => each === passed).map(([configuration]) => configuration)
  return { passed: names(true).sort(), failed: names(false).sort() }
}
