import type { ChangeRecord, StorageHarness } from '@rollcall/scim/storage-conformance'
import { type SqlDatabase, sqlStorage, statementOf } from '@rollcall/sql'
import type { TestDatabase } from './test-database.js'

/** The storage on a database, as the conformance suites want it. */
export async function databaseHarness({ database, close }: TestDatabase): Promise<StorageHarness> {
  return {
    storage: sqlStorage(database),
    setDisplay: async (tenant, { kind, type, value }, display) => {
      const row = { tenant_id: tenant, kind, type: type ?? '', value, display }
      const rest = { attributes: '{}', allows: '[]', supported: 1, position: 0, created: 0, last_modified: 0 }
      const query = database.build
        .insertInto('entitlement_values')
        .values({ ...row, ...rest })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'type', 'value']).doUpdateSet({ display }))
      await database.write([statementOf(query, 1)])
    },
    setBound: async (tenant, name, bound) => {
      const query = database.build
        .insertInto('counters')
        .values({ tenant_id: tenant, name, slot: 0, used: 0, bound })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'name', 'slot']).doUpdateSet({ bound }))
      await database.write([statementOf(query, 1)])
    },
    changeRecords: (tenant) => readRecords(database, tenant),
    close,
  }
}

async function readRecords(database: SqlDatabase, tenant: string): Promise<readonly ChangeRecord[]> {
  const rows = await database.read(
    database.build.selectFrom('change_records').selectAll().where('tenant_id', '=', tenant),
  )
  return rows.map((row) => ({
    tenant: row.tenant_id,
    writeSet: row.write_set_id,
    n: Number(row.n),
    type: row.type,
    id: row.resource_id,
    action: row.action,
    version: Number(row.version),
    owners: row.owners === '' ? [] : row.owners.split(' '),
    connection: row.connection_id ?? undefined,
    request: row.request_id,
    at: Number(row.recorded),
  }))
}
