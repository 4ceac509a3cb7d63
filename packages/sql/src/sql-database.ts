import { ScimError } from '@rollcall/scim'
import type { Compilable, Kysely } from 'kysely'
import { type Bound, bindValue } from './bind-value.js'
import type { Dialect } from './migrations/dialect.js'
import type { Tables } from './tables.js'

/** One SQL statement as data. Placeholders are `?`, and no literal contains one. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly Bound[]
  /** A precondition: how many rows the statement must change. */
  readonly expect?: number
  /** Runs only when one of these statements before it changed a row; else it counts as met, with no row. */
  readonly onlyIf?: readonly number[]
  /**
   * PostgreSQL: its plan depends on what is bound, so that it is planned anew for that. A prepared statement goes over to one
   * plan for whatever is bound, which suits the average tenant: in a big one it may look at everything.
   */
  readonly isPlannedAnew?: true
}

/** Runs reads. Integers come back as bigint. */
export interface SqlReader {
  read<Row>(query: Compilable<Row> | Statement): Promise<readonly Row[]>
}

/** A database with our tables in it. */
export interface SqlDatabase extends SqlReader {
  readonly dialect: Dialect['name']

  /** Builds statements with Kysely's types; never runs them. */
  readonly build: Kysely<Tables>

  /** Reads that see one state of the database. `work` awaits nothing but its reads, and turns for others. */
  snapshot<T>(work: (reader: SqlReader) => Promise<T>): Promise<T>

  /**
   * As `snapshot`, apart from the thread that answers requests: for reads that may visit many more rows than they give. Where
   * there is a copy that may lag behind, it is read, but `asOfNow`.
   *
   * @throws DatabaseBusy when too many wait already.
   */
  wideSnapshot<T>(work: (reader: SqlReader) => Promise<T>, options?: WideOptions): Promise<T>

  /**
   * One transaction; answers how many rows each statement changed.
   *
   * @throws UnexpectedCount when a statement's `expect` is not met: nothing is applied then.
   */
  write(statements: readonly Statement[]): Promise<readonly number[]>

  /**
   * As `write`, and answers what each statement's RETURNING gave. `proof` reads a row where the statements were applied, and
   * none where they were not: it is asked when a connection dies before it has answered the commit.
   *
   * @throws OutcomeUnknown when it died so, and there is no proof, or nobody to ask.
   */
  apply(statements: readonly Statement[], proof?: Statement): Promise<readonly Applied[]>

  close(): Promise<void>
}

export interface WideOptions {
  /** Whether what was written before must be seen. */
  readonly asOfNow?: boolean
}

/** What a statement of a write set did. */
export interface Applied {
  readonly count: number
  readonly rows: readonly Readonly<Record<string, Bound>>[]
}

/** A statement changed another number of rows than it had to: the whole write was rolled back. */
export class UnexpectedCount extends Error {
  override readonly name = 'UnexpectedCount'
  /** Which statement of the write. */
  readonly index: number
  readonly count: number
  constructor(index: number, count: number) {
    super(`statement ${index} changed ${count} rows, which is not what it had to`)
    this.index = index
    this.count = count
  }
}

/** A row points at one that does not exist: the whole write was rolled back. Which one, a read must tell. */
export class ReferenceBroken extends Error {
  override readonly name = 'ReferenceBroken'
}

/**
 * The database cannot serve at the moment: whoever asked is told to come again, on every way to it. `reason` is for operators
 * and never for clients.
 */
export class DatabaseUnavailable extends ScimError {
  readonly reason: string

  /** @param reason why, without a secret: a URL may hold one. */
  constructor(
    reason: string,
    detail = 'The service cannot reach its database at the moment; try again later.',
    after = 5,
  ) {
    super(503, detail, { headers: { 'Retry-After': String(after) } })
    this.reason = reason
  }
}

/** Another process held the database longer than we wait, or too many wait already: nothing was changed. */
export class DatabaseBusy extends DatabaseUnavailable {
  constructor(reason: string) {
    super(reason, 'The database of this service is busy, and nothing was changed; try again.', 1)
  }
}

/** What the database lies on has no room left: nothing was changed. */
export class DatabaseFull extends DatabaseUnavailable {
  constructor(reason: string) {
    super(
      reason,
      'This service has no room to store anything at the moment, and nothing was changed; try again later.',
      30,
    )
  }
}

/** Whoever closed the database asked no more of it. */
export class DatabaseClosed extends Error {
  override readonly name = 'DatabaseClosed'
  constructor() {
    super('the database is closed')
  }
}

/** The connection died before it answered the commit: the write was applied whole or not at all, and nobody can tell which. */
export class OutcomeUnknown extends DatabaseUnavailable {
  constructor(reason: string) {
    super(
      reason,
      'The database of this service went away before it said whether this was stored: try again later, and look first.',
    )
  }
}

/** A query built with Kysely as a statement for `write`. */
export function statementOf(query: Compilable, expect?: number): Statement {
  const { sql, parameters } = query.compile()
  const bound = parameters.map(bindValue)
  return expect === undefined ? { sql, parameters: bound } : { sql, parameters: bound, expect }
}

/** A query of either form as a statement. */
export function toStatement(query: Compilable | Statement): Statement {
  return 'compile' in query ? statementOf(query) : query
}
