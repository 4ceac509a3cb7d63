import type pg from 'pg'
import { tenantTables } from './audit/tenant-tables.js'
import { partitionCount, partitionName } from './partition-tables.js'

/** A statement that was sent, with what it bound. */
export interface SentStatement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/**
 * The partitions that PostgreSQL plans to touch, as numbers, by table: one number where the statement would be sent to one node.
 * A table that is only inserted into has none: its rows choose theirs one by one.
 */
export async function touchedPartitions(
  client: pg.Client,
  { sql, parameters }: SentStatement,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    [...parameters],
  )
  const touched = new Map<string, Set<number>>()
  for (const relation of rows.flatMap((row) => relationsIn(row['QUERY PLAN'][0].Plan))) {
    const place = places.get(relation)
    if (!place) continue
    const numbers = touched.get(place.table) ?? new Set()
    touched.set(place.table, numbers.add(place.number))
  }
  return touched
}

/** The statements that would need several nodes, each with what it touches of each table. */
export async function findScattered(
  client: pg.Client,
  statements: Iterable<SentStatement>,
): Promise<readonly { readonly sql: string; readonly touched: Readonly<Record<string, readonly number[]>> }[]> {
  const scattered = []
  for (const statement of statements) {
    const touched = await touchedPartitions(client, statement)
    const nodes = new Set([...touched.values()].flatMap((numbers) => [...numbers]))
    if (nodes.size <= 1) continue
    scattered.push({
      sql: statement.sql,
      touched: Object.fromEntries([...touched].map(([table, numbers]) => [table, [...numbers]])),
    })
  }
  return scattered
}

interface PlanNode {
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

function relationsIn({ 'Relation Name': relation, Plans = [] }: PlanNode): readonly string[] {
  return [...(relation === undefined ? [] : [relation]), ...Plans.flatMap(relationsIn)]
}

/** A partition's table and number, by its name. */
const places: ReadonlyMap<string, { readonly table: string; readonly number: number }> = new Map(
  [...tenantTables].flatMap((table) =>
    Array.from({ length: partitionCount }, (_, number) => [partitionName(table, number), { table, number }] as const),
  ),
)
