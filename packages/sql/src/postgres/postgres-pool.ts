import { Pool, type PoolClient } from 'pg'
import type { Bound } from '../bind-value.js'
import { type Applied, DatabaseBusy, DatabaseClosed, type Statement } from '../sql-database.js'
import { BatchingClient } from './batching-client.js'
import { parserOf } from './parse-value.js'
import { failureOf, StandbyReached } from './postgres-failure.js'
import { createStatementTexts, type StatementText } from './statement-texts.js'
import { unawaited } from './unawaited.js'

/** Connections to one server. */
export interface PostgresPool {
  /**
   * Lends a connection. It goes back when the work has ended, even with something sent and not answered yet: whatever its
   * next user sends is answered behind that.
   *
   * @throws DatabaseBusy when all are in use for longer than we wait.
   */
  use<T>(work: (connection: PostgresConnection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A connection: what is sent goes out at once, and is answered in order. */
export interface PostgresConnection {
  run(statement: Statement): Promise<Applied>
  /** One of the words that begin and end transactions. */
  say(command: string): Promise<void>
}

/** How a pool is made. */
export interface PoolOptions {
  readonly url: string
  readonly size: number
  readonly statementTimeoutMs: number | 'none'
  /** A server that follows another may answer, with what it has got so far. */
  readonly mayLag: boolean
}

/** How long a request waits for a connection. */
const acquireTimeoutMs = 5_000

/** How much longer than the server we wait for its answer: then the connection is as good as dead. */
const graceMs = 5_000

/** How many prepared statements a connection holds before another takes its place. */
const preparedLimit = 1000

/** Makes a pool; it connects when it is used. */
export function createPostgresPool(options: PoolOptions): PostgresPool {
  const pool = openPool(options)
  const connections = new WeakMap<PoolClient, OpenConnection>()
  const textOf = createStatementTexts()
  let closed = false

  function connectionOf(client: PoolClient): OpenConnection {
    const known = connections.get(client)
    if (known) return known
    const made = connectionOver(client, textOf)
    connections.set(client, made)
    return made
  }

  return {
    async use(work) {
      if (closed) throw new DatabaseClosed()
      const client = await acquire(pool, options.mayLag)
      const connection = connectionOf(client)
      let isOver = false
      try {
        return await work(connection)
      } catch (error) {
        isOver = endsConnection(error)
        throw error
      } finally {
        client.release(isOver || connection.prepared.size > preparedLimit)
      }
    },
    async close() {
      closed = true
      await pool.end()
    },
  }
}

function openPool({ url, size, statementTimeoutMs }: PoolOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: acquireTimeoutMs,
    ...(statementTimeoutMs === 'none' ? {} : timeoutsOf(statementTimeoutMs)),
    keepAlive: true,
    allowExitOnIdle: true,
    pipeline: true,
    Client: BatchingClient,
    application_name: 'rollcall',
    types: { getTypeParser: parserOf },
  })
  // A connection that dies is noticed by whoever uses it next: nobody else needs to hear of it.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    for (const setting of sessionSettings) unawaited(client.query(setting))
    // Its user, or the database, may have one.
    if (statementTimeoutMs === 'none') unawaited(client.query('SET statement_timeout = 0'))
  })
  return pool
}

function timeoutsOf(statementTimeoutMs: number) {
  return {
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + graceMs,
    // A process that stands still in a transaction lets go of its locks.
    idle_in_transaction_session_timeout: statementTimeoutMs + graceMs,
  }
}

/** Said when a connection begins, and not in its first message: a pooler refuses a client that names there what it does not know. */
const sessionSettings = [
  // What is sent behind a BEGIN that fails would each be a transaction of its own: no write of ours may be.
  'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
  // Compiling a plan takes longer than it saves: of a wide count over 200,000 resources 10 to 90 ms, and the rest was as long.
  'SET jit = off',
]

async function acquire(pool: Pool, mayLag: boolean): Promise<PoolClient> {
  const client = await connect(pool)
  if (mayLag || !(client instanceof BatchingClient && client.isStandby)) return client
  // The address leads to one that is not promoted yet, or no longer the primary: the next connection may lead elsewhere.
  client.release(true)
  throw new StandbyReached('the server only follows another')
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    const isFull = error instanceof Error && error.message.startsWith('timeout exceeded')
    throw isFull ? new DatabaseBusy('every connection to PostgreSQL is in use') : error
  }
}

/** After a failure of these kinds a connection serves nobody any more. */
function endsConnection(error: unknown): boolean {
  const failure = failureOf(error)
  return failure === 'lost' || failure === 'stale'
}

interface OpenConnection extends PostgresConnection {
  /** The names of the statements that it keeps prepared. */
  readonly prepared: Set<string>
}

function connectionOver(client: PoolClient, textOf: (sql: string) => StatementText): OpenConnection {
  const prepared = new Set<string>()
  const hold = () => client instanceof BatchingClient && client.hold()
  return {
    prepared,
    async run({ sql, parameters, isPlannedAnew }) {
      const { text, name } = textOf(sql)
      const isNamed = name !== undefined && isPlannedAnew !== true
      if (isNamed) prepared.add(name)
      const named = isNamed ? { name } : {}
      hold()
      const { rowCount, rows } = await client.query<Readonly<Record<string, Bound>>>({
        ...named,
        text,
        values: [...parameters],
      })
      return { count: rowCount ?? 0, rows }
    },
    async say(command) {
      hold()
      await client.query(command)
    },
  }
}
