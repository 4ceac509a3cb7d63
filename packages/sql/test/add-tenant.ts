import type { SqlDatabase } from '@rollcall/sql'

/** Makes a tenant, with what everybody has by default. */
export async function addTenant(database: SqlDatabase, tenant: string): Promise<void> {
  const sql = `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
    VALUES (?, ?, 1, 1, 0, 0)`
  await database.write([{ sql, parameters: [tenant, tenant], expect: 1 }])
}
