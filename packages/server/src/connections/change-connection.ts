import { type SqlDatabase, type Statement, UnexpectedCount } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { type ConnectionRow, connectionOf, textOfSettings } from './connection.js'
import { type ConnectionSettings, requireSettings } from './connection-settings.js'
import { findConnectionRow } from './find-connection-row.js'

/**
 * Changes what a connection is set to. Each request reads its connection, so the next one is treated so.
 *
 * @throws Refusal
 */
export async function changeConnection(
  { configurations, database }: Service,
  tenant: string,
  id: string,
  settings: ConnectionSettings,
): Promise<void> {
  if (!(await configurations.find(tenant))) throw unknownTenant(tenant)
  for (let run = 1; run <= maximumRuns; run++) {
    const row = await findConnectionRow(database, tenant, id)
    if (!row) throw new Refusal(`'${tenant}' has no connection '${id}'. See them: rollcall connection list ${tenant}`)
    const { manner, settings: before } = connectionOf(row)
    if (await isApplied(database, updateSettings(row, requireSettings({ ...before, ...settings }, manner)))) return
  }
  throw new Refusal(`Somebody else changes the connection '${id}' at the same time; try again.`)
}

const maximumRuns = 5

/** Only where the settings are still those that were read: another's change is not undone. */
function updateSettings(row: ConnectionRow, settings: ConnectionSettings): Statement {
  return {
    sql: "UPDATE connections SET settings = ? WHERE tenant_id = ? AND id = ? AND COALESCE(settings, '') = ?",
    parameters: [textOfSettings(settings), row.tenant_id, row.connection_id, row.settings ?? ''],
    expect: 1,
  }
}

async function isApplied(database: SqlDatabase, statement: Statement): Promise<boolean> {
  try {
    await database.write([statement])
    return true
  } catch (error) {
    if (error instanceof UnexpectedCount) return false
    throw error
  }
}
