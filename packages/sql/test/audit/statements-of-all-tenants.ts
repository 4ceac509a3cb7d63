import { migrationStatements } from './tenant-tables.js'

/** By `db verify`. */
const tablesThatAreWalked: readonly string[] = [
  ...['tenants', 'resources', 'attribute_values', 'unique_values', 'external_ids'],
  ...['edges', 'grants', 'passwords', 'counters', 'change_records', 'index_sets'],
]

/** The statements that look at every tenant, by nature. Another one is a fault until it stands here, with its reason. */
const known: readonly string[] = [
  // A migration moves what every tenant has.
  ...migrationStatements().filter((sql) => !/^\s*(CREATE|ALTER)\b/.test(sql)),
  // An operator's list of tenants.
  `SELECT t.tenant_id, t.created, COALESCE(SUM(c.used), 0) AS people FROM tenants t
    LEFT JOIN counters c ON c.tenant_id = t.tenant_id AND c.name = 'total/User'
    GROUP BY t.tenant_id, t.created ORDER BY t.tenant_id`,
  // At the start of an app that declares something new: to whom it is added.
  'SELECT tenant_id FROM tenants ORDER BY tenant_id',
  // An operator's check of the whole database: from one tenant to the next.
  ...tablesThatAreWalked.map(
    (table) => `SELECT t.tenant_id FROM ${table} t WHERE t.tenant_id > $1 ORDER BY t.tenant_id LIMIT 1`,
  ),
  // At the start of a process: which tenants have records that nobody has numbered yet.
  `SELECT t.tenant_id FROM tenants t
    WHERE EXISTS ( SELECT 1 FROM change_records c WHERE c.tenant_id = t.tenant_id AND c.seq IS NULL LIMIT 1)`,
]

/** Whether a statement may look at every tenant. */
export function mayFanOut(sql: string): boolean {
  return texts.has(oneLine(sql))
}

const texts: ReadonlySet<string> = new Set(known.map(oneLine))

function oneLine(sql: string): string {
  return sql.trim().replace(/\s+/g, ' ')
}
