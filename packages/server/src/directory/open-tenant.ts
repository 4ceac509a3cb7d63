import { compatibleManner, type ServiceProvider } from '@rollcall/scim'
import type { ResourceStore } from '@rollcall/scim/storage'
import { findMainConnection } from '../connections/find-main-connection.js'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { isTenantName, unknownTenant } from '../tenants/tenant-name.js'
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
  const { requestId, connection, store } = await openStoreAs(service, tenant)
  const acting = { requestId, connection, dialect: 'okta', manner: compatibleManner } as const
  return { configuration, provider: tenantServiceProvider(service, configuration, acting), store }
}

/** The store alone, of a tenant that may not be there: nobody is in it then, and looking takes as long. */
export async function openStoreOf(service: Service, tenant: string): Promise<ResourceStore> {
  // What names no tenant is not looked up: a database may refuse it.
  return (await openStoreAs(service, isTenantName(tenant) ? tenant : '')).store
}

/** The app's own changes name the app in change records; the connection says whose external ids it sees (D-53). */
async function openStoreAs({ database, newId, storage }: Service, tenant: string) {
  const requestId = `app-${newId()}`
  const connection = await findMainConnection(database, tenant)
  const actor = { request: requestId, ...(connection === undefined ? {} : { connection }) }
  return { requestId, connection, store: storage.ofTenant(tenant, actor) }
}
