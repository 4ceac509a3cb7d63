import type { ResourceType } from '@rollcall/scim'
import { type IndexNames, indexNamesOf, indexSetOf, printIndexSet, readTenantIndexes } from '@rollcall/sql'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import type { IndexSummary } from './index-summary.js'

/** What an organisation has indexed, of each of its resource types. @throws Refusal where there is no such organisation. */
export async function listIndexes(service: Service, tenant: string): Promise<readonly IndexSummary[]> {
  const { resourceTypes: types } = await requireConfiguration(service, tenant)
  const indexes = await service.database.snapshot((reader) => readTenantIndexes(reader, tenant))
  return types.map((type) => {
    const state = indexes.stateOf(type.name)
    return {
      type: type.name,
      attributes: printIndexSet(type, indexes.queried(type)),
      following: state?.previous && printIndexSet(type, indexSetOf(type, state.names)),
      isDefault: !state || isDefault(type, state.names),
      state: state?.state ?? 'settled',
    }
  })
}

/** But for what the type does not know now. */
function isDefault(type: ResourceType, names: IndexNames): boolean {
  const { added, omitted } = indexNamesOf(type, indexSetOf(type, names))
  return added.length === 0 && omitted.length === 0
}

/** @throws Refusal */
export async function requireConfiguration({ configurations }: Service, tenant: string): Promise<TenantConfiguration> {
  const configuration = await configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  return configuration
}
