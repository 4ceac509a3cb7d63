import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { type ContenderName, contenderNames } from './engine-contests.js'

/** A contest with its results, by the name of the contender. */
export interface Outcome {
  readonly title: string
  readonly results: ReadonlyMap<ContenderName, Result>
}

/** How a contender did. */
export interface Result {
  readonly verdict: 'right' | 'wrong' | 'refused'
  /** How many times a second; none for what is refused. */
  readonly rate: number | undefined
}

const readme = new URL('../../packages/scim/README.md', import.meta.url)
const opening = '<!-- speed: npm run bench -- engine --write -->'
const closing = '<!-- /speed -->'

/** Puts the outcomes between the two marks in the README of the package. */
export async function writeSpeedTable(outcomes: readonly Outcome[]): Promise<void> {
  const text = await readFile(readme, 'utf8')
  const from = text.indexOf(opening)
  const to = text.indexOf(closing)
  if (from < 0 || to < from) throw new Error(`the README has no '${opening}' with a '${closing}' after it`)
  await writeFile(readme, `${text.slice(0, from)}${opening}\n\n${printSpeed(outcomes)}\n\n${text.slice(to)}`)
}

function printSpeed(outcomes: readonly Outcome[]): string {
  const date = new Date().toISOString().slice(0, 10)
  const place = `Node ${process.version}, ${availableParallelism()} cores, one of them used`
  const rows = outcomes.map(({ title, results }) => [
    title,
    ...contenderNames.map((name) => printResult(results.get(name))),
  ])
  const lines = [['Operations a second', ...contenderNames], ['---', ...contenderNames.map(() => '--:')], ...rows]
  return [`Measured on ${date}: ${place}.`, '', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')
}

/** Three digits: more of them would tell the machine's mood. */
function printResult(result: Result | undefined): string {
  if (!result) return ''
  if (result.rate === undefined) return result.verdict
  const rate = Number(result.rate.toPrecision(3)).toLocaleString('en-US')
  return result.verdict === 'right' ? rate : `${rate} (${result.verdict})`
}
