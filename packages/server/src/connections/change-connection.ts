import type { Statement } from '@rollcall/sql'
import { writeWhereCurrent } from '../database/write-where-current.js'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { type ConnectionRow, connectionOf, textOfSettings } from './connection.js'
import { type ConnectionSettings, requireSettings, storedMembers } from './connection-settings.js'
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
  await writeWhereCurrent(database, `the connection '${id}'`, async () => {
    const row = await findConnectionRow(database, tenant, id)
    if (!row) throw new Refusal(`'${tenant}' has no connection '${id}'. See them: rollcall connection list ${tenant}`)
    const { manner, settings: before } = connectionOf(row)
    return [updateSettings(row, requireSettings({ ...before, ...settings }, manner))]
  })
}

/** Only where the settings are still those that were read: another's change is not undone, nor what a later release set. */
function updateSettings(row: ConnectionRow, settings: ConnectionSettings): Statement {
  return {
    sql: "UPDATE connections SET settings = ? WHERE tenant_id = ? AND id = ? AND COALESCE(settings, '') = ?",
    parameters: [
      textOfSettings({ ...storedMembers(row.settings), ...settings }),
      row.tenant_id,
      row.connection_id,
      row.settings ?? '',
    ],
    expect: 1,
  }
}
