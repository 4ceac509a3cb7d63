import process from 'node:process'
import type { Statement } from '@rollcall/sql'
import { visitedByPostgres } from '@rollcall/sql/testing'
import pg from 'pg'
import { testsOwn } from './audit/statement-recorder.js'

/** What a database visited to answer a statement, planned in one of its ways. */
export interface Reading {
  /** How it was planned. */
  readonly planned: string
  readonly rows: number
  /** The pages of tables and indexes that it looked into, which also tell of what a scan passes over in silence. */
  readonly pages?: number
  /** For whoever must find out why. */
  readonly steps: readonly string[]
}

/** Runs statements and counts what they visit. */
export interface RowsMeter {
  read(statement: Statement): Promise<readonly Reading[]>
  close(): Promise<void>
}

/**
 * Each statement as PostgreSQL plans it for its values, and as it plans it for any: a prepared one goes over to that after
 * five executions, where it looks no dearer.
 */
export async function postgresMeter(url: string): Promise<RowsMeter> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    async read({ sql, parameters, isPlannedAnew }) {
      let number = 0
      const values = parameters.map((value) => (value === null ? 'NULL' : client.escapeLiteral(String(value))))
      const given = values.length === 0 ? '' : `(${values.join(', ')})`
      await client.query(`${testsOwn} PREPARE asked AS ${sql.replaceAll('?', () => `$${++number}`)}`)
      try {
        const readings: Reading[] = []
        for (const planned of isPlannedAnew ? ['custom'] : ['custom', 'generic']) {
          await client.query(`${testsOwn} SET plan_cache_mode = force_${planned}_plan`)
          readings.push(await readingOf(client, planned, `EXECUTE asked${given}`))
        }
        return readings
      } finally {
        await client.query(`${testsOwn} DEALLOCATE asked`)
      }
    },
    close: () => client.end(),
  }
}

async function readingOf(client: pg.Client, planned: string, execution: string): Promise<Reading> {
  const { rows } = await client.query<{ readonly 'QUERY PLAN': unknown }>(
    `${testsOwn} EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${execution}`,
  )
  const visited = visitedByPostgres(rows[0]?.['QUERY PLAN'])
  return { planned: `as ${planned}`, rows: visited.rows, pages: visited.buffers, steps: visited.steps }
}

/** A row that is found by key costs a page at each level of its index, and its own. */
export const pagesARow = 5

/** A statement of `node:sqlite` that tells what it did, on Node 26. */
interface CountingStatement {
  all(...values: readonly unknown[]): readonly unknown[]
  stat?(counter: 'vmStep'): number
}

interface CountingModule {
  readonly DatabaseSync: new (path: string) => { prepare(sql: string): CountingStatement; close(): void }
}

/** Undefined where `node:sqlite` is not there, or does not count. */
export function sqliteMeter(path: string): RowsMeter | undefined {
  const sqlite = process.getBuiltinModule('node:sqlite') as CountingModule | undefined
  if (!sqlite || !canCount(sqlite)) return undefined
  const database = new sqlite.DatabaseSync(path)
  return {
    async read({ sql, parameters }) {
      const statement = database.prepare(sql)
      statement.all(...parameters)
      return [
        { planned: 'without statistics', rows: Math.ceil((statement.stat?.('vmStep') ?? 0) / stepsARow), steps: [] },
      ]
    },
    close: async () => database.close(),
  }
}

/** What its virtual machine does for a row that is found by key and tested, at most. */
const stepsARow = 40

function canCount({ DatabaseSync }: CountingModule): boolean {
  const database = new DatabaseSync(':memory:')
  try {
    return database.prepare('SELECT 1').stat !== undefined
  } finally {
    database.close()
  }
}
