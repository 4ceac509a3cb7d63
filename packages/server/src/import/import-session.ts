import { compatibleManner, type Manner, type ResourceType, type ServiceProvider, strictManner } from '@rollcall/scim'
import type { ResourceStore } from '@rollcall/scim/storage'
import type { SqlDatabase } from '@rollcall/sql'
import { connectionOf } from '../connections/connection.js'
import { findConnectionRow } from '../connections/find-connection-row.js'
import { findMainConnection } from '../connections/find-main-connection.js'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { tenantServiceProvider } from '../tenants/tenant-service-provider.js'

/** A tenant as an import sees it now, with the rights and the manner of one connection. */
export interface ImportSession {
  readonly tenant: string
  /** When it was made: another database may have one of the same name. */
  readonly founded: number
  /** Undefined where the tenant has none. */
  readonly connection: string | undefined
  readonly manner: Manner
  /** Moves with what resources are judged by. */
  readonly version: number
  readonly resourceTypes: readonly ResourceType[]
  readonly userType: ResourceType
  readonly keepsPasswords: boolean
  readonly database: SqlDatabase
  readonly store: ResourceStore
  /** Reads and judges resources, and does not hash: passwords are dropped. */
  readonly judge: ServiceProvider
  /** The same, and passwords are hashed, where the tenant keeps them. */
  readonly provider: ServiceProvider
}

/** On whose behalf resources are imported. */
export interface ImportActor {
  readonly tenant: string
  /** Undefined: the oldest one. */
  readonly connection: string | undefined
  /** Written into change records. */
  readonly request: string
}

/** Opened for each write set, since anything may have changed. @throws Refusal where there is no such tenant or connection */
export async function openImportSession(service: Service, actor: ImportActor): Promise<ImportSession> {
  const { database, storage } = service
  const { tenant, request } = actor
  const configuration = await service.configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  const { connection, dialect, manner } = await treatmentOf(database, actor)
  const acting = { requestId: request, connection, dialect, manner }
  return {
    tenant,
    founded: configuration.created,
    connection,
    manner,
    version: configuration.version,
    resourceTypes: configuration.resourceTypes,
    userType: configuration.userType,
    keepsPasswords: configuration.keepsPasswords,
    database,
    store: storage.ofTenant(tenant, { request, ...(connection === undefined ? {} : { connection }) }),
    judge: tenantServiceProvider(service, { ...configuration, keepsPasswords: false }, acting),
    provider: tenantServiceProvider(service, configuration, acting),
  }
}

async function treatmentOf(database: SqlDatabase, { tenant, connection }: ImportActor) {
  const id = connection ?? (await findMainConnection(database, tenant))
  if (id === undefined) return { connection: undefined, dialect: 'okta', manner: compatibleManner } as const
  const row = await findConnectionRow(database, tenant, id)
  if (!row) throw new Refusal(`'${tenant}' has no connection '${id}'. See them: rollcall connection list ${tenant}`)
  const { dialect, manner, settings } = connectionOf(row)
  return {
    connection: id,
    dialect,
    manner: { ...settings, ...(manner === 'strict' ? strictManner : compatibleManner) },
  }
}
