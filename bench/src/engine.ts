/**
 * `npm run bench -- engine`: parser, matcher and PATCH beside scim2-parse-filter, scim-patch and scimmy, in one process and one
 * run. Each answer is looked at first: what is wrong is named, and timed all the same; what is refused is not timed. With
 * `--write` the table goes into the README of the package.
 */
import process from 'node:process'
import { type Contender, type ContenderName, type Contest, contenderNames, engineContests } from './engine-contests.js'
import { type Outcome, type Result, writeSpeedTable } from './speed-table.js'

export async function benchEngine(): Promise<void> {
  console.log('Operations in a second of processor time, the median of five rounds in turn.')
  const outcomes: Outcome[] = []
  for (const contest of engineContests()) {
    const outcome = { title: contest.title, results: await hold(contest) }
    print(outcome)
    outcomes.push(outcome)
  }
  if (process.argv.includes('--write')) await writeSpeedTable(outcomes)
}

function print({ title, results }: Outcome): void {
  const ours = results.get('@rollcall/scim')?.rate ?? 0
  const rows = contenderNames.flatMap((name) => {
    const result = results.get(name)
    if (!result) return []
    const { verdict, rate } = result
    return [
      { name, verdict, 'a second': rate && Math.round(rate), 'ours is ×': rate && Number((ours / rate).toFixed(2)) },
    ]
  })
  console.log(`\n${title}`)
  console.table(rows)
}

const rounds = 5
const roundMilliseconds = Number(process.env.BENCH_ROUND_MS ?? '120')

/** All take turns, round by round, so that what else the machine does strikes them alike. */
async function hold({ contenders }: Contest): Promise<ReadonlyMap<ContenderName, Result>> {
  const entered = await Promise.all(
    contenders.map(async (contender) => ({ contender, verdict: await judge(contender) })),
  )
  const timed = entered.filter(({ verdict }) => verdict !== 'refused').map(({ contender }) => contender)
  const rates = new Map<ContenderName, number[]>(timed.map(({ name }) => [name, []]))
  for (const { run } of timed) await rateOf(run)
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of timed) rates.get(name)?.push(await rateOf(run))
  }
  return new Map(
    entered.map(({ contender: { name }, verdict }) => [name, { verdict, rate: medianOf(rates.get(name)) }]),
  )
}

async function judge({ isRight }: Contender): Promise<Result['verdict']> {
  try {
    return (await isRight()) ? 'right' : 'wrong'
  } catch {
    return 'refused'
  }
}

function medianOf(rates: readonly number[] = []): number | undefined {
  return rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)]
}

/**
 * How many times in a second of processor time: others may share the machine. scimmy's PATCH is asynchronous: what it gives
 * is awaited, and nothing else.
 */
async function rateOf(run: () => unknown): Promise<number> {
  const begun = process.cpuUsage()
  let count = 0
  let spent = 0
  while (spent < roundMilliseconds) {
    for (let n = 0; n < 100; n++) {
      const result = run()
      if (result instanceof Promise) await result
    }
    count += 100
    const { user, system } = process.cpuUsage(begun)
    spent = (user + system) / 1000
  }
  return (count * 1000) / spent
}
