import {
  contended,
  createServiceProvider,
  type HandlerOptions,
  type Manner,
  type ServiceProvider,
} from '@rollcall/scim'
import type { Dialect } from '@rollcall/scim/entitlements'
import type { ResourceStore } from '@rollcall/scim/storage'
import { ConfigurationMoved } from '@rollcall/sql'
import type { Service } from '../service.js'
import type { TenantConfiguration } from './tenant-configurations.js'

/** On whose behalf a tenant's engine acts, and how it treats them. */
export interface Acting {
  readonly requestId: string
  readonly connection: string | undefined
  readonly dialect: Dialect
  readonly manner: Manner
}

/** The engine over one tenant's store: nothing on it reaches another's. Made for each request. */
export function tenantServiceProvider(
  service: Service,
  configuration: TenantConfiguration,
  { requestId, connection, dialect, manner }: Acting,
  handler: HandlerOptions = {},
): ServiceProvider {
  const actor = {
    request: requestId,
    configuration: configuration.version,
    definedSchemas: configuration.definitions.urns,
    seatCounters: configuration.seatCounters,
    ...(connection === undefined ? {} : { connection }),
  }
  return createServiceProvider({
    resourceTypes: configuration.resourceTypes,
    published: configuration.published[dialect],
    assignments: configuration.assignments,
    store: explaining(service.storage.ofTenant(configuration.tenant, actor)),
    manner,
    now: service.now,
    newId: service.newId,
    cursors: { keys: service.cursorKeys, audience: JSON.stringify([configuration.tenant, connection ?? null]) },
    ...(configuration.keepsPasswords ? { hashPassword: service.passwords.hash } : {}),
    ...handler,
  })
}

/** The engine knows of no configuration that moves: its refusal is said here. */
function explaining(store: ResourceStore): ResourceStore {
  return {
    ...store,
    async transaction(options, work) {
      try {
        return await store.transaction(options, work)
      } catch (error) {
        if (!(error instanceof ConfigurationMoved)) throw error
        throw contended(
          'What can be granted here changed meanwhile, or a schema did, and nothing was applied; send it again.',
          1,
        )
      }
    },
  }
}
