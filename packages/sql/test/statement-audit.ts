import type { SqlDatabase, SqlReader, Statement } from '@rollcall/sql'

/** The tables that belong to tenants: every statement on one binds its tenant. */
const tenantTables = [
  'attribute_values',
  'change_records',
  'counters',
  'edges',
  'entitlement_values',
  'external_ids',
  'grants',
  'kept_answers',
  'passwords',
  'resources',
  'tenants',
  'unique_values',
]

/** A database that remembers every statement it is asked to run. */
export function recordingDatabase(database: SqlDatabase): {
  readonly database: SqlDatabase
  readonly statements: Statement[]
} {
  const statements: Statement[] = []
  const reader = (inner: SqlReader): SqlReader => ({
    read(query) {
      const { sql, parameters } = 'compile' in query ? query.compile() : query
      statements.push({ sql, parameters: parameters as Statement['parameters'] })
      return inner.read(query)
    },
  })
  const apply: SqlDatabase['apply'] = (set) => {
    statements.push(...set)
    return database.apply(set)
  }
  const snapshot: SqlDatabase['snapshot'] = (work) => database.snapshot((inner) => work(reader(inner)))
  const wideSnapshot: SqlDatabase['wideSnapshot'] = (work) => database.wideSnapshot((inner) => work(reader(inner)))
  return { database: { ...database, ...reader(database), snapshot, wideSnapshot, apply }, statements }
}

/** What is wrong with a statement by the rules for tables that are spread by tenant; empty where nothing is. */
export function auditStatement({ sql, parameters }: Statement, tenant: string): readonly string[] {
  const faults: string[] = []
  for (const [alias, count] of aliasesOf(sql)) {
    const name = alias === '' ? '(?<![.\\w])tenant_id' : `(?<!\\w)${alias}\\.tenant_id`
    const bound = sql.match(new RegExp(`${name} = \\?`, 'g'))?.length ?? 0
    if (bound < count)
      faults.push(`'${alias || 'the table'}' stands ${count} times and binds its tenant ${bound} times`)
  }
  for (const table of sql.matchAll(/\bINSERT INTO (\w+)\s*\(\s*(\w+)/g)) {
    if (table[2] !== 'tenant_id') faults.push(`the insert into '${table[1]}' does not begin with its tenant`)
  }
  if (/\bSET\b[^?]*\btenant_id = /.test(sql.replace(/WHERE[\s\S]*/, ''))) faults.push('the tenant is updated')
  for (const value of boundTenants(sql, parameters)) {
    if (value !== tenant) faults.push(`'${String(value)}' is bound where the tenant belongs`)
  }
  return faults
}

/** How often each alias of a tenant's table stands in a statement; a table without an alias counts under ''. */
function aliasesOf(sql: string): ReadonlyMap<string, number> {
  const tables = tenantTables.join('|')
  const pattern = new RegExp(
    `(?:\\bFROM|\\bJOIN|\\bUPDATE)\\s+(?:${tables})\\b(?:\\s+(?!SET\\b|WHERE\\b|ON\\b|CROSS\\b)(\\w+))?`,
    'g',
  )
  const aliases = new Map<string, number>()
  for (const [, alias = ''] of sql.replace(/\bDO UPDATE\b/g, '').matchAll(pattern)) {
    aliases.set(alias, (aliases.get(alias) ?? 0) + 1)
  }
  return aliases
}

function boundTenants(sql: string, parameters: Statement['parameters']): readonly unknown[] {
  const places = [...sql.matchAll(/\?/g)].map(({ index }) => index)
  const bound = places.flatMap((place, n) => (/tenant_id = $/.test(sql.slice(0, place)) ? [parameters[n]] : []))
  return sql.startsWith('INSERT') || sql.trimStart().startsWith('INSERT') ? [parameters[0], ...bound] : bound
}
