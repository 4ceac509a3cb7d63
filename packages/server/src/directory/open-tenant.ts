import { compatibleManner, type ServiceProvider } from '@rollcall/scim'
import type { ResourceStore } from '@rollcall/scim/storage'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { tenantServiceProvider } from '../tenants/tenant-service-provider.js'

/** A tenant as of now: its configuration, its engine and its store. */
export interface OpenTenant {
  readonly configuration: TenantConfiguration
  readonly provider: ServiceProvider
  readonly store: ResourceStore
}

/** Opened for each call of the app, since anything in it may have changed. @throws Refusal where there is no such tenant. */
export async function openTenant(service: Service, tenant: string): Promise<OpenTenant> {
  const configuration = await service.configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  // The app's own changes name the app in change records; the connection says whose external ids it sees (D-53).
  const requestId = `app-${service.newId()}`
  const connection = configuration.mainConnection
  const actor = { request: requestId, ...(connection === undefined ? {} : { connection }) }
  return {
    configuration,
    provider: tenantServiceProvider(service, configuration, {
      requestId,
      connection,
      dialect: 'okta',
      manner: compatibleManner,
    }),
    store: service.storage.ofTenant(tenant, actor),
  }
}
