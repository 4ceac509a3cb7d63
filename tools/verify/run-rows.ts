import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { stripVTControlCharacters } from 'node:util'
import type { VitestReport } from '../conformance/read-results.js'

/** What became of a test that bears the id of a row. */
export interface RowTest {
  readonly name: string
  /** Those of the ids that were asked for. */
  readonly ids: readonly string[]
  /** The first line of what it complained of, cut where it is long; undefined where it passed. */
  readonly complaint: string | undefined
}

/** Longer than the tests of all rows take. */
const longestRun = 300_000

/** Runs the tests that bear one of the ids, over the memory store and in both manners, on the engine in a folder. */
export function runRows(folder: string, ids: readonly string[]): readonly RowTest[] {
  const report = path.join(folder, 'report.json')
  rmSync(report, { force: true })
  const pattern = `(${ids.map((id) => id.replaceAll('.', '\\.')).join('|')}) `
  const config = path.resolve('tools/verify/vitest.rows.config.ts')
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--root', folder, '--config', config, '-t', pattern]
  spawnSync(process.execPath, [...command, '--reporter=json', `--outputFile=${report}`], {
    stdio: 'ignore',
    timeout: longestRun,
    env: { ...process.env, NO_COLOR: '1' },
  })
  // An engine that cannot even be loaded, or does not come to an end, has run no test.
  return existsSync(report) ? readRowTests(JSON.parse(readFileSync(report, 'utf8')) as VitestReport, ids) : []
}

function readRowTests({ testResults }: VitestReport, ids: readonly string[]): readonly RowTest[] {
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap((test) => {
      const borne = idsIn(test.title, ids)
      if (borne.length === 0 || (test.status !== 'passed' && test.status !== 'failed')) return []
      const complaint = test.status === 'passed' ? undefined : firstLine(test.failureMessages?.[0])
      return [{ name: [...test.ancestorTitles, test.title].join(' › '), ids: borne, complaint }]
    }),
  )
}

/** The ids stand before the statement, each followed by a space. */
function idsIn(title: string, ids: readonly string[]): readonly string[] {
  const words = new Set(title.split(' '))
  return ids.filter((id) => words.has(id))
}

function firstLine(message = ''): string {
  const line = stripVTControlCharacters(message).split('\n')[0]?.trim() ?? ''
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}…`
}

/** An assertion may quote a whole answer. */
const longestLine = 200
