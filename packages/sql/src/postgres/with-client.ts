import { Client } from 'pg'
import { DatabaseUnavailable } from '../sql-database.js'
import { parserOf } from './parse-value.js'
import { failureOf } from './postgres-failure.js'

/**
 * Work on a connection of its own, without a time limit for statements.
 *
 * @throws DatabaseUnavailable
 */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'rollcall',
    types: { getTypeParser: parserOf },
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    if (failureOf(error) !== 'lost') throw error
    throw new DatabaseUnavailable(`PostgreSQL cannot be reached: ${error instanceof Error ? error.message : ''}`)
  } finally {
    await client.end()
  }
}

const connectTimeoutMs = 10_000
