import { DatabaseUnavailable, type SqlDatabase, type Statement } from '@rollcall/sql'
import type { TraceEntry } from '../rollcall.js'
import { createWaitingEntries } from './waiting-entries.js'

/** Keeps what was asked and answered, for operators. */
export interface RequestLog {
  /** Never waits, and never fails: the answer has gone out already. */
  add(entry: TraceEntry): void
  /** Writes what is not written yet. */
  flush(): Promise<void>
  /** Writes it for the last time: what the database does not take now is lost. */
  close(): Promise<void>
}

/** How many entries a tenant keeps. */
export const keptEntries = 10_000
/** How many more may gather before the oldest are taken away. */
const trimEvery = 500
/** How many may wait while the database takes none. */
const waitingLimits = { entries: 5_000, characters: 16 * 1024 * 1024 }
/** A transaction and a sync cost as much as a hundred entries; in a larger one, others wait longer for the writer. */
const entriesAWrite = 500
/** Where fewer have come by then, they are written all the same. */
const pauseMs = 250
/** How long it is left alone after it took nothing. */
const pauseInOutageMs = 2_000

/** Makes a log that is written in batches, through the database's writer, beside the answers. */
export function createRequestLog(database: SqlDatabase, failed: (error: unknown) => void): RequestLog {
  const waiting = createWaitingEntries<LoggedEntry>(waitingLimits)
  const trims = createTrims()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<boolean> | undefined
  let isClosed = false

  /** False where the database takes nothing at the moment: what was not written goes on waiting. */
  async function writeAll(): Promise<boolean> {
    while (waiting.length > 0) {
      const batch = waiting.take(entriesAWrite)
      const rows = batch.flatMap((entry) => rowOrFail(entry, failed))
      try {
        await database.write([...insertsOf(rows), ...trims.due(batch).map(trimStatement)])
        trims.written(batch)
      } catch (error) {
        if (error instanceof DatabaseUnavailable) {
          waiting.giveBack(batch)
          return false
        }
        failed(error)
      }
    }
    return true
  }

  /** One writer at a time; who comes meanwhile waits for it and looks again. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    while (writing || waiting.length > 0) {
      writing ??= writeAll().finally(() => {
        writing = undefined
      })
      if (await writing) continue
      if (!isClosed) timer ??= setTimeout(() => void flush(), pauseInOutageMs).unref()
      return
    }
  }

  return {
    flush,
    async close() {
      isClosed = true
      await flush()
      clearTimeout(timer)
    },
    add(entry) {
      if (isClosed || !isLogged(entry)) return
      waiting.add(entry)
      if (waiting.length === entriesAWrite) void flush()
      else timer ??= setTimeout(() => void flush(), pauseMs).unref()
    },
  }
}

/** Counts what a tenant has gathered: its oldest entries are taken away now and then, and not each time. */
function createTrims() {
  const gathered = new Map<string, number>()

  function countsWith(batch: readonly LoggedEntry[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const { tenant } of batch) counts.set(tenant, (counts.get(tenant) ?? gathered.get(tenant) ?? 0) + 1)
    return counts
  }

  return {
    /** Whose oldest are taken away as the batch is written. */
    due(batch: readonly LoggedEntry[]): readonly string[] {
      return [...countsWith(batch)].filter(([, count]) => count >= trimEvery).map(([tenant]) => tenant)
    },
    /** The batch was written: one that was not is due as before. */
    written(batch: readonly LoggedEntry[]): void {
      for (const [tenant, count] of countsWith(batch)) {
        if (count >= trimEvery) gathered.delete(tenant)
        else gathered.set(tenant, count)
      }
    },
  }
}

/** A request without a valid key belongs to no tenant, and is nobody's to keep. */
type LoggedEntry = TraceEntry & { readonly tenant: string }

function isLogged(entry: TraceEntry): entry is LoggedEntry {
  return entry.tenant !== undefined
}

/** An entry that cannot be written is lost alone: a batch holds entries of many tenants. */
function rowOrFail(entry: LoggedEntry, failed: (error: unknown) => void): readonly Row[] {
  try {
    return [rowOf(entry)]
  } catch (error) {
    failed(error)
    return []
  }
}

type Row = Statement['parameters']

function rowOf(entry: LoggedEntry): Row {
  return [
    entry.tenant,
    entry.requestId,
    BigInt(entry.at),
    entry.connection ?? null,
    entry.method,
    entry.path,
    BigInt(entry.status),
    BigInt(entry.ms),
    entry.scimType ?? null,
    JSON.stringify(entry.tolerances),
    bodiesOf(entry),
  ]
}

/** A statement's rows are one tenant's: where tenants are spread over nodes, each statement goes to one. */
function insertsOf(rows: readonly Row[]): readonly Statement[] {
  const tenants = new Set(rows.map(([tenant]) => tenant))
  return [...tenants].flatMap((tenant) => insertRows(rows.filter(([of]) => of === tenant)))
}

/** Many rows a statement, and the rest one by one: two statements serve any number of rows. */
function insertRows(rows: readonly Row[]): readonly Statement[] {
  const whole = rows.length - (rows.length % rowsAStatement)
  const starts = Array.from({ length: whole / rowsAStatement }, (_, n) => n * rowsAStatement)
  return [
    ...starts.map((from) => ({ sql: insertMany, parameters: rows.slice(from, from + rowsAStatement).flat() })),
    ...rows.slice(whole).map((parameters) => ({ sql: insertOne, parameters })),
  ]
}

const rowsAStatement = 20
const insertOne = insertOf(1)
const insertMany = insertOf(rowsAStatement)

function insertOf(rows: number): string {
  return `INSERT INTO request_log
      (tenant_id, id, received, connection_id, method, path, status, milliseconds, scim_type, tolerances, bodies)
    VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`
}

function bodiesOf({ requestBody, responseBody }: TraceEntry): string | null {
  if (requestBody === undefined && responseBody === undefined) return null
  return JSON.stringify({ request: requestBody, response: responseBody })
}

/** Ids of requests ascend with time. */
function trimStatement(tenant: string): Statement {
  return {
    sql: `DELETE FROM request_log WHERE tenant_id = ? AND id <=
      (SELECT id FROM request_log WHERE tenant_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    parameters: [tenant, tenant, BigInt(keptEntries)],
  }
}
