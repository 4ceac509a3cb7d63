import pg from 'pg'
import { tenantTables } from './audit/tenant-tables.js'

/** How many partitions each tenant's table has: what prunes to one of them would be sent to one of 16 nodes. */
export const partitionCount = 16

/** The name of a table's partition. */
export function partitionName(table: string, number: number): string {
  return `${table}_p${number}`
}

/** Puts partitioned tables in the place of the empty ones that the migrations made, with the same columns, keys and indexes. */
export async function partitionTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rows: foreignKeys } = await client.query<ForeignKey>(
      `SELECT conrelid::regclass::text AS owner, pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE contype = 'f'`,
    )
    for (const table of tenantTables) await partitionTable(client, table)
    for (const { owner, definition } of foreignKeys) await client.query(`ALTER TABLE ${owner} ADD ${definition}`)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

interface ForeignKey {
  readonly owner: string
  readonly definition: string
}

async function partitionTable(client: pg.Client, table: string): Promise<void> {
  await client.query(`ALTER TABLE ${table} RENAME TO ${table}_whole`)
  await client.query(`CREATE TABLE ${table} (LIKE ${table}_whole INCLUDING ALL) PARTITION BY HASH (tenant_id)`)
  for (let number = 0; number < partitionCount; number++) {
    const part = `FOR VALUES WITH (MODULUS ${partitionCount}, REMAINDER ${number})`
    await client.query(`CREATE TABLE ${partitionName(table, number)} PARTITION OF ${table} ${part}`)
  }
  // With the foreign keys that point at it: they are made again.
  await client.query(`DROP TABLE ${table}_whole CASCADE`)
}
