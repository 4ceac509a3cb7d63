import { postgresDialect } from '../../src/migrations/dialect.js'
import { migrations } from '../../src/migrations/migrations.js'
import { nodesOfKind, parseStatements, partOf, type SyntaxNode, textOf } from './syntax-tree.js'

/** Finds a tenant by a key that does not carry it: the one table with a tenant in it that belongs to all. */
const directories: ReadonlySet<string> = new Set(['credential_directory'])

/** What the migrations run on PostgreSQL, all of them. */
export function migrationStatements(): readonly string[] {
  return migrations.flatMap(({ statements }) => statements(postgresDialect))
}

/** The tables that belong to tenants, as the migrations make them. */
export const tenantTables: ReadonlySet<string> = new Set(
  migrationStatements().flatMap((sql) => parseStatements(sql).flatMap(tenantTableOf)),
)

function tenantTableOf(statement: SyntaxNode): readonly string[] {
  if (statement.kind !== 'CreateStmt') return []
  const table = textOf(partOf(statement, 'relation'), 'relname')
  const columns = nodesOfKind(statement, 'ColumnDef').map((column) => textOf(column, 'colname'))
  return columns.includes('tenant_id') && !directories.has(table) ? [table] : []
}

/** Whether it reads or writes rows of a tenant's table. */
export function isOnTenantTable(sql: string): boolean {
  return parseStatements(sql).some((statement) => {
    if (!/^(Select|Insert|Update|Delete)Stmt$/.test(statement.kind)) return false
    return nodesOfKind(statement, 'RangeVar').some((table) => tenantTables.has(textOf(table, 'relname')))
  })
}
