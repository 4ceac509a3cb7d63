import type { Catalogue } from '../entitlements/catalogue.js'
import { catalogueAssignments } from '../entitlements/catalogue-assignments.js'
import type { Dialect } from '../entitlements/dialect-schemas.js'
import { publishCatalogue } from '../entitlements/publish-catalogue.js'
import { createServiceProvider } from '../http/create-service-provider.js'
import type { HandlerOptions } from '../http/handler.js'
import type { Manner, Tolerance } from '../manner.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { ServiceProviderOptions } from '../service-provider.js'
import type { ChangeRecord } from '../storage/memory-change-record.js'
import type { StorageHarness } from '../storage/storage-conformance-workbench.js'
import { Device } from './device.js'
import { clientOf, type ScimClient } from './scim-client.js'

/** A service provider over a fresh tenant, as a client meets it over HTTP. */
export interface ProtocolBench extends ScimClient {
  readonly strict: boolean
  /** The base URL that locations begin with. */
  readonly baseUrl: string
  /** What the compatible manner tolerated so far. */
  readonly tolerated: readonly Tolerance[]
  /** Moves the service provider's clock. */
  advance(milliseconds: number): void
  /** The tenant's change records, in no particular order. */
  changeRecords(): Promise<readonly ChangeRecord[]>
  /** Another service provider over the same tenant, on behalf of the connection that the options name. */
  another(options?: BenchOptions): ProtocolBench
}

/** How a bench differs from the usual one: users, groups and devices, any role taken, passwords kept. */
export interface BenchOptions
  extends Partial<Omit<ServiceProviderOptions & HandlerOptions, 'store' | 'manner' | 'now' | 'published'>> {
  readonly catalogue?: Catalogue
  /** Default: Okta's. */
  readonly dialect?: Dialect
  /** Default: `okta`. */
  readonly connection?: string
  /** Default: a tenant that nobody has used yet. */
  readonly tenant?: string
  /** Default: yes. */
  readonly keepsPasswords?: boolean
  /** What the connection has set beside its manner. */
  readonly settings?: Omit<Manner, 'strict' | 'tolerated'>
}

/** Opens a bench over a tenant that nobody has used yet. */
export type OpenBench = (options?: BenchOptions) => ProtocolBench

/** A bench over a tenant of the harness. A fault of ours fails the test instead of answering 500. */
export function createProtocolBench(
  harness: StorageHarness,
  circumstances: { readonly strict: boolean; readonly tenant: string },
  options: BenchOptions = {},
): ProtocolBench {
  const {
    catalogue,
    dialect,
    connection,
    tenant = circumstances.tenant,
    settings,
    keepsPasswords = true,
    ...provider
  } = options
  const { strict } = circumstances
  const tolerated: Tolerance[] = []
  const failures: unknown[] = []
  const clock = { now: Date.parse('2026-11-24T09:00:00.000Z') }
  const { fetch } = createServiceProvider({
    resourceTypes: [User, Group, Device],
    ...(keepsPasswords ? { hashPassword: async (password: string) => `hashed:${password.length}` } : {}),
    ...(catalogue ? catalogued(catalogue, dialect ?? 'okta') : {}),
    failed: (error) => failures.push(error),
    ...provider,
    store: harness.storage.ofTenant(tenant, { connection: connection ?? 'okta', request: 'r-1' }),
    manner: { ...settings, strict, tolerated: (tolerance) => tolerated.push(tolerance) },
    now: () => (clock.now += 1),
  })
  const baseUrl = 'https://app.example/scim/v2'
  const client = clientOf(async (request) => {
    const response = await fetch(request)
    if (failures.length > 0) throw failures.pop()
    return response
  }, baseUrl)
  return {
    ...client,
    strict,
    baseUrl,
    tolerated,
    advance: (milliseconds) => {
      clock.now += milliseconds
    },
    changeRecords: () => harness.changeRecords(tenant),
    another: (more = {}) => createProtocolBench(harness, { strict, tenant }, { ...options, ...more }),
  }
}

function catalogued(catalogue: Catalogue, dialect: Dialect) {
  return {
    published: publishCatalogue(catalogue, dialect),
    assignments: catalogueAssignments(catalogue),
  }
}
