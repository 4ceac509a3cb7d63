import { createIdSource, responseOf } from '@rollcall/scim'
import { sqlStorage } from '@rollcall/sql'
import { declareDefaults } from './catalogue/default-catalogue.js'
import { createLastUsed } from './credentials/last-used.js'
import { createCursorKeyRing } from './cursors/cursor-key-ring.js'
import { appDatabase } from './database/app-database.js'
import { openDatabase } from './database/open-database.js'
import { createTenantDirectory } from './directory/tenant-directory.js'
import { createScimEndpoint } from './http/scim-endpoint.js'
import { createPasswordHasher } from './passwords/password-hasher.js'
import { Refusal } from './refusal.js'
import { createRequestLog } from './request-log/request-log.js'
import { createTracer } from './request-log/tracer.js'
import type { DatabaseSettings, Rollcall, RollcallOptions } from './rollcall.js'
import type { Service } from './service.js'
import { bumpConfigVersion } from './tenants/config-version.js'
import { createTenants } from './tenants/create-tenants.js'
import { createTenantConfigurations } from './tenants/tenant-configurations.js'

/**
 * Opens the database, brings it to the newest schema, and puts the service together: mount its `fetch`, ask its `ofTenant`.
 *
 * @throws Refusal for options that cannot be meant.
 */
export async function createRollcall<P extends string = string>(options: RollcallOptions<P>): Promise<Rollcall<P>> {
  const basePath = normalBasePath(options.basePath ?? '/scim/v2')
  assertPublicUrl(options.publicUrl)
  const service = await openService(options)
  const { database, failed, now } = service
  await declare(service, options)
  const log = createRequestLog(database, (error) => failed(error, 'request-log'))
  const lastUsed = createLastUsed(database, (error) => failed(error, 'last-used'))
  const tracer = createTracer({ log, trace: options.trace, bodies: options.traceBodies ?? false, now, failed })
  const settings = { publicUrl: asciiUrl(options.publicUrl), trustForwarded: options.trustForwarded ?? false }
  const answer = createScimEndpoint(service, lastUsed, tracer, settings)
  return {
    basePath,
    fetch: async (request) => responseOf(await answer(request, basePath)),
    fetchAt: (mount) => async (request) => responseOf(await answer(request, normalBasePath(mount))),
    reply: (request, mount) => answer(request, mount === undefined ? basePath : normalBasePath(mount)),
    tenants: createTenants(service),
    ofTenant: (tenant) => createTenantDirectory<P>(service, tenant),
    database: appDatabase(database),
    async close() {
      await tracer.settle()
      await Promise.all([log.close(), lastUsed.settle()])
      await database.close()
    },
  }
}

async function declare({ database, now }: Service, options: RollcallOptions): Promise<void> {
  try {
    const declared = { roles: options.roles ?? {}, entitlementTypes: options.entitlementTypes ?? [] }
    await declareDefaults(database, declared, (tenant) => bumpConfigVersion(tenant, now()))
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The parts that need no request; the command stands on them too. */
export async function openService(
  options: DatabaseSettings & Pick<RollcallOptions, 'now' | 'failed'>,
): Promise<Service> {
  const now = options.now ?? Date.now
  const failed = options.failed ?? printFailure
  const database = await openDatabase(options)
  return {
    database,
    storage: sqlStorage(database, (error) => failed(error, 'change-records')),
    configurations: createTenantConfigurations(database),
    passwords: createPasswordHasher(),
    cursorKeys: createCursorKeyRing(database, now),
    now,
    newId: createIdSource(now),
    failed,
  }
}

/** A host name in other letters as headers carry it: in Punycode. */
function asciiUrl(publicUrl: string | undefined): string | undefined {
  return publicUrl === undefined ? undefined : new URL(publicUrl).href
}

/** A bug must be seen by somebody, and by nobody outside. */
function printFailure(error: unknown, requestId: string): void {
  console.error(`Request ${requestId} failed:`, error)
}

/** One leading slash, none at the end; `/` is the root. */
function normalBasePath(text: string): string {
  const segments = text.split('/').filter((segment) => segment !== '')
  return segments.map((segment) => `/${segment}`).join('')
}

function assertPublicUrl(publicUrl: string | undefined): void {
  if (publicUrl === undefined) return
  if (/^https?:\/\/[^?#]+$/i.test(publicUrl) && URL.canParse(publicUrl)) return
  throw new Refusal(`'${publicUrl}' is not a public URL: give it as clients see it, such as 'https://app.example'.`)
}
