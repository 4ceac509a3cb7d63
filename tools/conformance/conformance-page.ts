import type { Proofs } from './find-proofs.js'
import type { Result, Results } from './read-results.js'

/** One row of the requirements, in our words. */
export interface Requirement {
  readonly id: string
  readonly level: string
  readonly section: string
  readonly requirement: string
}

/** All that the page is made of. */
export interface Conformance {
  readonly requirements: readonly Requirement[]
  /** Rows that HTTP cannot show, each answered by a sentence. */
  readonly stated: Readonly<Record<string, string>>
  readonly proofs: Proofs
  readonly results: Results
  /** The number of settled points and of quirks; those without a test each answered by a sentence. */
  readonly points: number
  readonly quirks: number
  readonly statedPoints: Readonly<Record<string, string>>
}

/** `docs/conformance.md`: every row with its test and what the last recorded run said of it. */
export function printConformance(conformance: Conformance): string {
  const { requirements, proofs, stated } = conformance
  const proven = requirements.filter(({ id }) => proofs.has(id)).length
  const answered = requirements.filter(({ id }) => !proofs.has(id) && stated[id] !== undefined).length
  const lines = [
    '# Conformance',
    '',
    'Made by `npm run conformance`, which runs the tests and writes this page. `npm run check` fails when a row is missing.',
    '',
    `Of the ${requirements.length} rows of RFC 7643, RFC 7644 and RFC 9865, ${proven} have a test and ${answered} are answered by a sentence. A test is named by its row; *where* says on which storages and in which manners it passed: the protocol suite runs over the memory store and SQLite, in the compatible and the strict manner.`,
    '',
    'The numbers that stand in names of tests, D-12 or Q11, are explained in [settled points](settled-points.md).',
    ...sectionsOf(requirements).flatMap(([section, rows]) => [
      '',
      `## ${section}`,
      '',
      '| Row | Level | Requirement | Test | Where |',
      '|---|---|---|---|---|',
      ...rows.map((row) => printRow(row, conformance)),
    ]),
    ...numbered('Settled points', pointNumbers(conformance), conformance),
    ...numbered('Quirks of identity providers', quirkNumbers(conformance), conformance),
  ]
  return `${lines.join('\n')}\n`
}

function sectionsOf(rows: readonly Requirement[]): readonly [string, readonly Requirement[]][] {
  const sections = new Map<string, Requirement[]>()
  for (const row of rows) sections.set(row.section, [...(sections.get(row.section) ?? []), row])
  return [...sections]
}

function printRow({ id, level, requirement }: Requirement, { proofs, results, stated }: Conformance): string {
  const files = proofs.get(id)
  const answer =
    files === undefined
      ? `${inCell(stated[id] ?? '**missing**')} | stated`
      : `${files.map(linkTo).join(', ')} | ${printResult(results[id])}`
  return `| ${id} | ${level} | ${inCell(requirement)} | ${answer} |`
}

function linkTo(file: string): string {
  return `[${file.slice(file.lastIndexOf('/') + 1)}](../${file})`
}

function printResult(result: Result | undefined): string {
  if (!result) return '**not run**'
  const failed = result.failed.map((name) => `**failed: ${name}**`)
  return [...failed, ...shorten(result.passed)].join('; ')
}

const everywhere = ['SQLite, compatible', 'SQLite, strict', 'memory, compatible', 'memory, strict']

/** The four configurations of the protocol suite in one word. */
function shorten(passed: readonly string[]): readonly string[] {
  if (!everywhere.every((name) => passed.includes(name))) return passed.map(codeOf)
  return ['both, in both manners', ...passed.filter((name) => !everywhere.includes(name)).map(codeOf)]
}

function codeOf(name: string): string {
  return name.includes('/') ? `[${name.slice(name.lastIndexOf('/') + 1)}](../${name})` : name
}

/** `D-01`, `D-02`, … */
export function pointNumbers({ points }: Pick<Conformance, 'points'>): readonly string[] {
  return Array.from({ length: points }, (_, index) => `D-${String(index + 1).padStart(2, '0')}`)
}

/** `Q1`, `Q2`, … */
export function quirkNumbers({ quirks }: Pick<Conformance, 'quirks'>): readonly string[] {
  return Array.from({ length: quirks }, (_, index) => `Q${index + 1}`)
}

function numbered(title: string, ids: readonly string[], { results, statedPoints }: Conformance): readonly string[] {
  const answerOf = (id: string) =>
    [results[id] && printResult(results[id]), statedPoints[id] && inCell(statedPoints[id])]
      .filter((part) => part !== undefined)
      .join('<br>') || '**missing**'
  const rows = ids.map((id) => `| ${id} | ${answerOf(id)} |`)
  return ['', `## ${title}`, '', '| Number | Where its tests passed |', '|---|---|', ...rows]
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}
