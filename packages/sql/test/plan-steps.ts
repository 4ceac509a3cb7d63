import type { SqlDatabase, Statement } from '@rollcall/sql'

/** The steps of statements as SQLite plans them. */
export async function stepsOf(database: SqlDatabase, statements: readonly Statement[]): Promise<readonly string[]> {
  const steps: string[] = []
  for (const { sql, parameters } of statements) {
    const rows = await database.read<{ readonly detail: string }>({ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters })
    steps.push(...rows.map(({ detail }) => detail))
  }
  return steps
}

/** A step that looks at every row of a table, or of a tenant. The steps of a recursion scan what it has found. */
export function isWalk(step: string): boolean {
  // Of the tenants themselves, one has the key.
  if (/\(tenant_id=\?\)/.test(step)) return !step.includes('_tenants_')
  return step.startsWith('SCAN ') && !/^SCAN (up|down|f|m|o|CONSTANT ROW)$/.test(step)
}
