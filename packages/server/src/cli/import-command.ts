import { ScimError } from '@rollcall/scim'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { Refusal } from '../refusal.js'
import { printable } from '../request-log/hide-values.js'
import type { ImportReport, OnExisting, Rollcall } from '../rollcall.js'
import { grouped } from './print-progress.js'
import { createProgressLine } from './progress-line.js'
import { readDefinitionFile } from './read-definition-file.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface ImportCommandOptions extends DatabaseOptions {
  readonly tenant: string
  readonly type?: string
  readonly connection?: string
  readonly format?: 'csv' | 'jsonl'
  readonly mapping?: string
  readonly onExisting: OnExisting
  readonly dryRun?: true
  readonly restart?: true
}

/** `rollcall import` */
export function addImportCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('import')
    .description('load people and groups from a file of JSON Lines or CSV; go on where an import was broken off')
    .argument('<file>', 'people.csv, whose headings are attribute paths, or people.jsonl, a resource a line')
    .requiredOption('--tenant <name>', 'the organisation')
    .option('--type <name>', 'what lines are that do not say it (default in CSV: User)')
    .option('--connection <id>', 'whose external ids these are (default: the oldest connection)')
    .addOption(
      new Option('--format <format>', 'what the file is, where its name does not say it').choices(['csv', 'jsonl']),
    )
    .option('--mapping <file>', 'a JSON file: headings of the CSV file to attribute paths, or to null to leave one out')
    .addOption(
      new Option('--on-existing <way>', 'what becomes of a line about somebody who is there already')
        .choices(['skip', 'replace', 'fail'])
        .default('skip'),
    )
    .option('--dry-run', 'judge every line and write nothing')
    .option('--restart', 'begin anew where an import of the file was broken off')
  addDatabaseOptions(command, 'rollcall import people.csv --tenant gridco.example').action(
    (file: string, options: ImportCommandOptions) => runImport(terminal, file, options),
  )
}

async function runImport(terminal: Terminal, file: string, options: ImportCommandOptions): Promise<void> {
  const report = await withRollcall(terminal, options, (rollcall) =>
    importFile(terminal, rollcall, file, options).catch(explainUnavailable),
  )
  terminal.out(options.json ? `${JSON.stringify(report)}\n` : `${sentenceOf(report)}\n`)
  if (report.kind === 'stopped') {
    throw new Refusal('Stopped. The same command goes on from here.')
  }
  if (report.failed > 0) throw new Refusal(failedSentence(report))
}

async function importFile(
  terminal: Terminal,
  rollcall: Rollcall,
  file: string,
  { mapping, database: _, json: __, tenant, ...options }: ImportCommandOptions,
): Promise<ImportReport> {
  const stopping = new AbortController()
  void terminal.stopped().then(() => stopping.abort())
  const line = createProgressLine(terminal)
  try {
    return await rollcall.ofTenant(tenant).importResources(file, {
      ...options,
      ...(mapping === undefined ? {} : { mapping: await readMapping(mapping) }),
      signal: stopping.signal,
      progress: line.show,
      failed: (failure) => line.say(printable(`${file}:${failure.line}: ${failure.reason}`)),
    })
  } finally {
    line.end()
  }
}

/** @throws the error itself, or a Refusal that says how to go on */
function explainUnavailable(error: unknown): never {
  if (!(error instanceof ScimError) || error.status !== 503) throw error
  throw new Refusal(`${error.message} What was loaded so far stays; the same command goes on from there.`)
}

const mappingSchema = z.record(z.string(), z.string().nullable())

async function readMapping(file: string): Promise<Readonly<Record<string, string | null>>> {
  const parsed = mappingSchema.safeParse(await readDefinitionFile(file))
  if (parsed.success) return parsed.data
  throw new Refusal(`'${file}' is no mapping: a JSON object of headings, each with an attribute path or null.`)
}

function sentenceOf({ created, replaced, skipped, failed, dryRun, resumedAt, ms }: ImportReport): string {
  const counts = [
    `${grouped(created)} created`,
    ...(replaced > 0 ? [`${grouped(replaced)} replaced`] : []),
    ...(skipped > 0 ? [`${grouped(skipped)} there already`] : []),
    ...(failed > 0 ? [`${grouped(failed)} failed`] : []),
  ].join(', ')
  const from = resumedAt === undefined ? '' : ` It went on behind line ${grouped(resumedAt)}.`
  return dryRun
    ? `A dry run: nothing was written. It would be: ${counts}.`
    : `${counts}, in ${(ms / 1000).toFixed(1)} s.${from}`
}

function failedSentence({ failed, failures }: ImportReport): string {
  const lines = failed === 1 ? '1 line was refused' : `${grouped(failed)} lines were refused`
  return failures === undefined ? `${lines}.` : `${lines}; why is in ${failures}`
}
