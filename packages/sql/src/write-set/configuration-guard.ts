import { sql } from '../sql-text.js'
import type { WriteSetDraft } from './write-set.js'

/** A grant was judged by the tenant's catalogue as it was then: it holds only while that stands. */
export function addConfigurationGuard(set: WriteSetDraft): void {
  const { tenant, configuration } = set
  if (configuration === undefined || !set.resources.some(hasGrant)) return
  set.add(
    sql`SELECT t.tenant_id FROM tenants t WHERE t.tenant_id = ${tenant} AND t.config_version = ${BigInt(configuration)}`,
    {
      expect: 1,
      miss: { kind: 'configurationMoved' },
    },
  )
}

function hasGrant({ grants }: WriteSetDraft['resources'][number]): boolean {
  return [...grants.values()].some(({ kind }) => kind === 'grant')
}
