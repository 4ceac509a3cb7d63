import { arithmeticOf } from './growth-arithmetic.js'
import { type DatabaseKind, databaseKinds, type GrowthFigures, type SizeFigures } from './growth-figures.js'
import { judge, targets } from './growth-targets.js'
import { operationNames, operationTitles } from './operation-names.js'
import { sizeName } from './size-name.js'

/** The parts of `docs/scaling.md` that are made of figures, by the names of their marks. */
export function growthTexts(figures: GrowthFigures): Readonly<Record<string, string>> {
  return {
    machine: machineOf(figures),
    rates: sizesByDatabase(figures).map(ratesOf).join('\n\n'),
    targets: sizesByDatabase(figures).map(targetsOf).join('\n\n'),
    groups: groupsOf(figures),
    disk: diskOf(figures),
    arithmetic: arithmeticOf(figures),
  }
}

/** What databases are called on the page. */
export const databaseTitles: Readonly<Record<DatabaseKind, string>> = { sqlite: 'SQLite', postgresql: 'PostgreSQL' }

/** Each database that was measured, with its sizes ascending. */
export function sizesByDatabase({ sizes }: Pick<GrowthFigures, 'sizes'>): readonly (readonly SizeFigures[])[] {
  return databaseKinds
    .map((kind) => sizes.filter(({ database }) => database === kind))
    .filter((measured) => measured.length > 0)
}

function machineOf({ machine, date, commit, runs, seconds }: GrowthFigures): string {
  return `Measured on ${date} at commit \`${commit.slice(0, 10)}\`: ${machine}. The generator of the requests
and, where it is used, the PostgreSQL server share these cores. Each figure is the median of measurements of ${seconds} s: ${runs} of them.`
}

function ratesOf(sizes: readonly SizeFigures[]): string {
  const [first] = sizes
  if (!first) return ''
  const names = operationNames.filter((name) => sizes.some(({ operations }) => operations[name]))
  const rows = names.map((name) => [
    operationTitles[name],
    ...sizes.map(({ operations }) => count(operations[name]?.perSecond)),
    count(targets[first.database][name]),
    count(sizes.at(-1)?.operations[name]?.p99),
  ])
  const head = [databaseTitles[first.database], ...sizes.map(({ people }) => sizeName(people)), 'Target', 'p99, ms']
  return tableOf(head, rows)
}

function targetsOf(sizes: readonly SizeFigures[]): string {
  const [last] = sizes.slice(-1)
  if (!last) return ''
  const rows = judge(sizes).map(({ statement, found, isMet }) => [statement, found, isMet ? 'met' : '**not met**'])
  return tableOf([`${databaseTitles[last.database]}, ${sizeName(last.people)} people`, 'Measured', ''], rows, 1)
}

/** Side by side: a row for each database and size. */
function groupsOf(figures: GrowthFigures): string {
  const rows = sizesByDatabase(figures)
    .flat()
    .map(({ database, people, largeGroup, operations, streamed }) => [
      `${databaseTitles[database]}, ${sizeName(people)}`,
      count(largeGroup),
      count(operations.addToLarge?.p99),
      count(operations.addToSmall?.p99),
      count(streamed.ms),
      megabytes(streamed.bytes),
      megabytes(streamed.rise),
      megabytes(streamed.riseLater),
    ])
  const head = [
    'People',
    'Large group',
    'Add one, p99, ms',
    'The same, of 100',
    'GET of it, ms',
    'MB',
    'Memory + MB',
    'after six',
  ]
  return tableOf(head, rows)
}

/** Of the largest size of each database, for a person. */
function diskOf(figures: GrowthFigures): string {
  const largest = sizesByDatabase(figures).flatMap((sizes) => sizes.slice(-1))
  const names = Object.keys(largest[0]?.loaded.tables ?? {})
  const rows = names.map((name) => [
    `\`${name}\``,
    each(largest[0]?.loaded.tables[name]?.rows, largest[0]).toFixed(1),
    ...largest.map((size) => count(Math.round(each(size.loaded.tables[name]?.bytes, size)))),
  ])
  const whole = [
    '**the whole database**',
    '',
    ...largest.map((size) => count(Math.round(each(size.loaded.bytes, size)))),
  ]
  const head = [
    'Table',
    'Rows a person',
    ...largest.map(({ database }) => `${databaseTitles[database]}, bytes a person`),
  ]
  return tableOf(head, [...rows, whole])
}

function each(number: number | undefined, size: SizeFigures | undefined): number {
  return size && number !== undefined ? number / size.people : 0
}

function count(number: number | undefined): string {
  return number === undefined ? '' : number.toLocaleString('en-US')
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}

/** The first columns are text, the others numbers. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[], text = 0): string {
  const rule = head.map((_, column) => (column <= text ? '---' : '--:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
