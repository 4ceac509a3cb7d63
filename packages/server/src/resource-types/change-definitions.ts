import { ScimError } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'
import { writeWhereCurrent } from '../database/write-where-current.js'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { bumpConfigVersion } from '../tenants/config-version.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { unknownTenant } from '../tenants/tenant-name.js'

/**
 * Changes what a tenant defined. The plan is made on the tenant's configuration and applied only while that is the current
 * one: whatever it was checked against still holds then. Where something has moved, it is made again.
 *
 * @throws Refusal
 */
export async function changeDefinitions(
  service: Service,
  tenant: string,
  plan: (configuration: TenantConfiguration) => Promise<readonly Statement[]>,
): Promise<void> {
  await writeWhereCurrent(service.database, `'${tenant}'`, async () => {
    const configuration = await service.configurations.find(tenant)
    if (!configuration) throw unknownTenant(tenant)
    const moved = bumpConfigVersion(tenant, service.now(), configuration.version)
    return [moved, ...(await plan(configuration))]
  })
}

/** What the engine's readers say of a definition, to whoever gave it, and what helps. @throws Refusal */
export function readingDefinition<T>(read: () => T, help = ''): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof ScimError ? new Refusal(error.message + help) : error
  }
}
