import type { Dialect } from './dialect.js'

/**
 * When each value of a catalogue was made and last changed. Of those that are there already nobody knows: they came with their
 * tenant at the earliest, and with the newest configuration at the latest, which clients have had as their version so far.
 */
export function catalogueTimes({ integer }: Dialect): readonly string[] {
  return [
    `ALTER TABLE entitlement_values ADD COLUMN created ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE entitlement_values ADD COLUMN last_modified ${integer} NOT NULL DEFAULT 0`,
    `UPDATE entitlement_values SET
      created = (SELECT t.created FROM tenants t WHERE t.tenant_id = entitlement_values.tenant_id),
      last_modified = (SELECT t.config_version FROM tenants t WHERE t.tenant_id = entitlement_values.tenant_id)
      WHERE tenant_id IN (SELECT t.tenant_id FROM tenants t)`,
  ]
}
