import { setTimeout as pause } from 'node:timers/promises'
import { conflict, type Id, type PreparedWrite, ScimError, uniqueness } from '@rollcall/scim'
import { findStandings, type Standing } from './find-standing.js'
import type { OnExisting } from './import-options.js'
import type { ImportSession } from './import-session.js'
import { type JudgedLine, judgeLine } from './judge-line.js'
import type { LineOutcome } from './line-outcome.js'
import type { Rehearsal } from './rehearsal.js'
import type { RehearsedSeats } from './rehearsed-seats.js'
import { memberOf } from './type-of-body.js'

/** How lines are written. */
export interface Writing {
  /** The tenant as of now. */
  readonly open: () => Promise<ImportSession>
  readonly onExisting: OnExisting
  /** An import that goes on may have written some of its lines before. */
  readonly mayBeWritten: boolean
  /** What a dry run knows of the lines before; undefined where lines are written. */
  readonly rehearsal: Rehearsal | undefined
  /** Told once of each line; with the id of the resource that it is about, if there is one. */
  readonly settle: (line: JudgedLine, outcome: LineOutcome, id: Id | undefined) => void
}

/**
 * Writes lines as one write set, and settles each. Where the set is refused, each line is written for itself: one that is wrong
 * does not take its neighbours with it.
 *
 * @throws ScimError 503 where the database cannot be reached, or others write all the time · whatever is a bug
 */
export function writeLines(writing: Writing, lines: readonly JudgedLine[]): Promise<void> {
  return inTries(writing, lines, async (tried, session, standing) => {
    const steps = await stepsOf(tried, session, standing)
    try {
      await commit(tried, session, steps)
    } catch (error) {
      if (!(error instanceof ScimError) || error.status === 503) throw error
      const [only, ...others] = steps
      if (!only) throw error
      if (others.length === 0) await settleRefused(tried, only.line, error)
      else await Promise.all(steps.map(({ line }) => writeLines(tried, [line])))
    }
  })
}

/** Writes lines that refer to each other in a circle: all of them, or none. @throws as `writeLines` */
export function writeTogether(writing: Writing, lines: readonly JudgedLine[]): Promise<void> {
  return inTries(writing, lines, async (tried, session, standing) => {
    const steps = await stepsOf(tried, session, standing)
    const failed = lines.find(({ entry }) => entry.outcome?.kind === 'failed')
    try {
      if (failed) throw conflict(`Line ${failed.entry.line}, to which this one refers, failed.`)
      await commit(tried, session, steps)
    } catch (error) {
      if (!(error instanceof ScimError) || error.status === 503) throw error
      for (const { line } of steps) tried.settle(line, { kind: 'failed', error }, undefined)
    }
  })
}

type Attempt = (writing: Writing, session: ImportSession, standings: ReadonlyMap<JudgedLine, Standing>) => Promise<void>

/** A database that is busy, or a configuration that moved meanwhile, is no fault of a line. */
async function inTries(writing: Writing, lines: readonly JudgedLine[], attempt: Attempt): Promise<void> {
  for (let tries = 1; ; tries++) {
    const tried = tries === 1 ? writing : { ...writing, mayBeWritten: writing.rehearsal === undefined }
    const open = lines.filter(({ entry }) => entry.outcome === undefined)
    try {
      const session = await tried.open()
      const judged = await judgeAgain(tried, session, open)
      return await attempt(tried, session, await findStandings(session, judged, tried.mayBeWritten))
    } catch (error) {
      if (!(error instanceof ScimError) || error.status !== 503 || tries === mostTries) throw error
      await pause(100 * 2 ** tries * (0.5 + Math.random()))
    }
  }
}

/** Some seconds between them, beside those that the database itself waits. */
const mostTries = 6

/** Lines that were judged by what the tenant was set to before. */
async function judgeAgain(
  writing: Writing,
  session: ImportSession,
  lines: readonly JudgedLine[],
): Promise<readonly JudgedLine[]> {
  const judged: JudgedLine[] = []
  for (const line of lines) {
    if (line.version === session.version) judged.push(line)
    else await settlingRefusal(writing, line, async () => void judged.push(await judgeLine(session, line)))
  }
  return judged
}

/** A write that is still to be committed, and what it makes of its line. */
interface Step {
  readonly line: JudgedLine
  /** Undefined in a dry run, for a resource that only the file has. */
  readonly write: PreparedWrite | undefined
  readonly outcome: LineOutcome
  readonly id: Id
}

/** What is to be done; lines with nothing to do are settled. */
async function stepsOf(
  writing: Writing,
  session: ImportSession,
  standings: ReadonlyMap<JudgedLine, Standing>,
): Promise<readonly Step[]> {
  const steps: Step[] = []
  for (const [line, standing] of standings) {
    await settlingRefusal(writing, line, async () => {
      const step = await stepOf(writing, session, line, writing.rehearsal?.standingOf(line) ?? standing)
      if (step) steps.push(step)
    })
  }
  return steps
}

async function stepOf(
  writing: Writing,
  session: ImportSession,
  line: JudgedLine,
  standing: Standing,
): Promise<Step | undefined> {
  switch (standing.kind) {
    case 'written':
      writing.settle(line, { kind: 'created' }, line.id)
      return undefined
    case 'taken':
      throw takenFrom(line, standing.attribute)
    case 'free':
      return { line, write: await creationOf(session, line, writing), outcome: { kind: 'created' }, id: line.id }
    case 'existing':
      return meetExisting(writing, session, line, standing.id)
  }
}

async function meetExisting(
  writing: Writing,
  session: ImportSession,
  line: JudgedLine,
  id: Id,
): Promise<Step | undefined> {
  switch (writing.onExisting) {
    case 'skip':
      writing.settle(line, { kind: 'skipped' }, id)
      return undefined
    case 'fail':
      throw takenFrom(line, line.claims.values().next().value?.attribute ?? 'externalId')
    case 'replace': {
      const outcome = { kind: 'replaced' } as const
      if (writing.rehearsal?.isOfFile(line)) return { line, write: undefined, outcome, id }
      const { prepareReplace } = writing.rehearsal ? session.judge : session.provider
      return { line, write: await prepareReplace(line.type, id, line.body), outcome, id }
    }
  }
}

function takenFrom({ type }: JudgedLine, attribute: string): ScimError {
  return uniqueness(`Another ${type.name} has this '${attribute}' already.`)
}

/** A password is hashed for who is created, and for nobody else: it takes as long as a hundred lines. */
async function creationOf(session: ImportSession, line: JudgedLine, writing: Writing): Promise<PreparedWrite> {
  const { type, id, body, creation } = line
  const { password } = type.keptApart
  const isKept = session.keepsPasswords && password !== undefined && memberOf(body, password) !== undefined
  return isKept && !writing.rehearsal ? session.provider.prepareCreate(type, id, body) : creation
}

async function commit(writing: Writing, session: ImportSession, steps: readonly Step[]): Promise<void> {
  const writes = steps.flatMap(({ write }) => write ?? [])
  const { rehearsal } = writing
  const rehearse = (seats: RehearsedSeats) => session.judge.rehearse(writes, (counts) => seats.take(session, counts))
  if (writes.length > 0) await (rehearsal ? rehearse(rehearsal.seats) : session.provider.commit(writes))
  for (const { line, outcome, id } of steps) {
    if (outcome.kind === 'created') rehearsal?.add(line)
    writing.settle(line, outcome, id)
  }
}

/** Somebody else may have taken the name a moment ago: then there is somebody to be met. */
async function settleRefused(writing: Writing, line: JudgedLine, error: ScimError): Promise<void> {
  if (error.status === 409 && !writing.rehearsal) {
    const again = await findStandings(await writing.open(), [line], true)
    if (again.get(line)?.kind !== 'free') return writeLines({ ...writing, mayBeWritten: true }, [line])
  }
  writing.settle(line, { kind: 'failed', error }, undefined)
}

async function settlingRefusal(writing: Writing, line: JudgedLine, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ScimError) || error.status === 503) throw error
    writing.settle(line, { kind: 'failed', error }, undefined)
  }
}
