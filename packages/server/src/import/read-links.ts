import { conflict, type Id, orderOperations } from '@rollcall/scim'
import { findMembers, type Member, withMembers } from './find-members.js'
import { findStandings } from './find-standing.js'
import { type ImportRun, settleRefusal } from './import-run.js'
import type { ImportSession } from './import-session.js'
import { type JudgedLine, judgeLine, type ReadLine } from './judge-line.js'
import { type LinkSource, linesWithLinks } from './lines-with-links.js'
import type { Place } from './source-line.js'
import { memberOf } from './type-of-body.js'
import { writeTogether } from './write-lines.js'

/**
 * The second reading: what refers to others, each after those whom it refers to. What refers to a line behind it waits until
 * the file is read; what refers to each other in a circle is written as one.
 */
export async function readLinks(run: ImportRun, from: Place): Promise<void> {
  const source: LinkSource = { run, from }
  const lineOf = await externalIdsIn(source)
  const waiting: FoundLine[] = []
  const waits = new Set<number>()
  for await (const read of linesWithLinks(source)) {
    if (run.options.signal?.aborted) break
    run.ledger.enter(read.entry)
    await settling(run, read, async () => {
      const members = await findMembers(run.session(), read, { lineOf, rehearsal: run.rehearsal })
      const needed = linesNeeded(members)
      if (needed.some((line) => line >= read.entry.line || waits.has(line))) {
        waits.add(read.entry.line)
        waiting.push({ read, members })
      } else await takeLine(run, { read, members })
    })
    await run.checkpoint()
  }
  await run.writer.flush()
  if (!run.options.signal?.aborted) await writeWaiting(run, waiting)
}

/** A line with its members found. */
interface FoundLine {
  readonly read: ReadLine
  readonly members: readonly Member[]
}

/** Which line has an external id. Of two that have the same, neither is meant by it. */
async function externalIdsIn(source: LinkSource): Promise<(externalId: string) => number | undefined> {
  const lines = new Map<string, number | undefined>()
  for await (const { entry, body } of linesWithLinks(source)) {
    const externalId = memberOf(body, 'externalId')
    if (typeof externalId === 'string') lines.set(externalId, lines.has(externalId) ? undefined : entry.line)
  }
  return (externalId) => lines.get(externalId)
}

function linesNeeded(members: readonly Member[]): readonly number[] {
  return members.flatMap((member) => (member.kind === 'line' ? [member.line] : []))
}

/** Writes a line whose members are there, or were taken before it. */
async function takeLine(run: ImportRun, found: FoundLine): Promise<void> {
  if (linesNeeded(found.members).some((line) => !run.results.has(line))) await run.writer.flush()
  await run.writer.add(await judgeWith(run, found, (line) => run.results.get(line)))
}

async function judgeWith(
  run: ImportRun,
  { read, members }: FoundLine,
  resultOf: (line: number) => Id | 'failed' | undefined,
): Promise<JudgedLine> {
  const values = members.flatMap((member) => valuesOf(run, member, resultOf))
  return judgeLine(run.session(), { ...read, body: withMembers(read, values) })
}

/** A member as a body has it; none where it is left out. */
function valuesOf(
  { rehearsal }: ImportRun,
  member: Member,
  resultOf: (line: number) => Id | 'failed' | undefined,
): readonly unknown[] {
  switch (member.kind) {
    case 'id':
      return [{ value: member.id }]
    case 'other':
      return [member.given]
    case 'none':
      return []
    case 'line': {
      const id = resultOf(member.line)
      if (id === undefined || id === 'failed') throw conflict(`Line ${member.line}, to which this one refers, failed.`)
      // In a dry run there is nothing to link.
      return rehearsal ? [] : [{ value: id }]
    }
  }
}

/** As operations of a Bulk request are ordered: by what needs what. */
async function writeWaiting(run: ImportRun, waiting: readonly FoundLine[]): Promise<void> {
  const places = new Map(waiting.map(({ read }, place) => [read.entry.line, place]))
  const references = waiting.map(
    ({ members }) => new Set(linesNeeded(members).flatMap((line) => places.get(line) ?? [])),
  )
  for (const set of orderOperations(references)) {
    const found = set.flatMap((place) => waiting[place] ?? [])
    const [first] = found
    const isCircle = found.length > 1 || (set[0] !== undefined && references[set[0]]?.has(set[0]))
    if (isCircle) await writeCircle(run, found)
    else if (first) await settling(run, first.read, () => takeLine(run, first))
  }
  await run.writer.flush()
}

/** Each needs the ids of the others before any is written: of what is there already, or drawn. */
async function writeCircle(run: ImportRun, found: readonly FoundLine[]): Promise<void> {
  await run.writer.flush()
  const session = run.session()
  const judged: JudgedLine[] = []
  const results = new Map(run.results)
  try {
    for (const { read } of found) results.set(read.entry.line, await idOf(run, session, read))
    for (const one of found) judged.push(await judgeWith(run, one, (line) => results.get(line)))
    await writeTogether(run.writing, judged)
  } catch (error) {
    for (const { read } of found) settleRefusal(run, read.entry, error)
  }
}

async function idOf(run: ImportRun, session: ImportSession, read: ReadLine): Promise<Id> {
  const judged = await judgeLine(session, { ...read, body: withMembers(read, []) })
  const standing = (await findStandings(session, [judged], run.writing.mayBeWritten)).get(judged)
  return standing?.kind === 'existing' ? standing.id : read.id
}

async function settling(run: ImportRun, { entry }: ReadLine, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    settleRefusal(run, entry, error)
  }
}
