/**
 * Prevents the mistake of a claim of conformance that nobody proved: every row of the requirements has a test that bears its id,
 * or a sentence. `npm run conformance` runs the tests and writes the page; without `--write` a missing row or a stale page fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { circumstances } from './circumstances.js'
import {
  type Conformance,
  pointNumbers,
  printConformance,
  quirkNumbers,
  type Requirement,
} from './conformance/conformance-page.js'
import { findProofs } from './conformance/find-proofs.js'
import { type Results, readResults, type VitestReport } from './conformance/read-results.js'
import { statedPoints } from './conformance/stated-points.js'
import { statedRows } from './conformance/stated-rows.js'
import { type Finding, reportFindings } from './finding.js'
import { listFiles } from './workspace.js'

const root = process.cwd()
const pageFile = 'docs/conformance.md'
const resultsFile = 'docs/verified/conformance.json'
const requirementsFile = 'tools/conformance/requirements.json'

if (process.argv.includes('--write')) {
  writeFileSync(resultsFile, `${JSON.stringify(runTests(), undefined, 1)}\n`)
  writeFileSync(pageFile, printConformance(readConformance()))
}
const conformance = readConformance()
reportFindings('conformance', [
  ...missingRows(conformance),
  ...missingNumbers(conformance),
  ...unprovenRows(conformance),
  ...stalePage(conformance),
])

function readConformance(): Conformance {
  const sources = listFiles(root, '.').filter((file) => /^(packages|apps)\/.*\.ts$/.test(file))
  return {
    requirements: JSON.parse(readFileSync(requirementsFile, 'utf8')) as readonly Requirement[],
    stated: statedRows,
    proofs: findProofs(new Map(sources.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))),
    results: (JSON.parse(readFileSync(resultsFile, 'utf8')) as { readonly results: Results }).results,
    points: 74,
    quirks: 50,
    statedPoints,
  }
}

function missingRows({ requirements, proofs, stated }: Conformance): readonly Finding[] {
  return requirements
    .filter(({ id }) => !proofs.has(id) && stated[id] === undefined)
    .map(({ id, requirement }) => ({
      file: requirementsFile,
      message: `${id} has no test that bears its id: ${requirement}`,
    }))
}

function missingNumbers(conformance: Conformance): readonly Finding[] {
  const { results, statedPoints } = conformance
  return [...pointNumbers(conformance), ...quirkNumbers(conformance)]
    .filter((id) => (results[id] ? results[id].failed.length > 0 : statedPoints[id] === undefined))
    .map((id) => ({ file: resultsFile, message: `${id} has no test that bears its number and passed.` }))
}

/** A test that was not run or failed, and a test or sentence of a row that does not exist. */
function unprovenRows({ requirements, proofs, results, stated }: Conformance): readonly Finding[] {
  const known = new Set(requirements.map(({ id }) => id))
  const foreign = [...proofs.keys(), ...Object.keys(stated)].filter((id) => !known.has(id))
  const unproven = [...proofs.keys()].filter((id) => !results[id] || results[id].failed.length > 0)
  return [
    ...foreign.map((id) => ({
      file: requirementsFile,
      message: `has no row '${id}', which a test or a sentence names.`,
    })),
    ...unproven.map((id) => ({ file: resultsFile, message: `${id} did not pass: run 'npm run conformance'.` })),
  ]
}

function stalePage(conformance: Conformance): readonly Finding[] {
  if (existsSync(pageFile) && readFileSync(pageFile, 'utf8') === printConformance(conformance)) return []
  return [{ file: pageFile, message: "is stale: 'npm run conformance' writes it." }]
}

function runTests(): object {
  const report = path.join(mkdtempSync(path.join(os.tmpdir(), 'conformance-')), 'report.json')
  const folders = [
    'packages/scim',
    'packages/sql/test/protocol-sqlite.test.ts',
    'packages/server/test',
    'apps/todo/api/test',
  ]
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...folders, '--reporter=json', `--outputFile=${report}`]
  spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const read = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  return {
    ...circumstances(),
    results: readResults(read, (file) => path.relative(root, file)),
  }
}
