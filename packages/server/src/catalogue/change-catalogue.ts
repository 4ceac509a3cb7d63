import { UnexpectedCount } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { EntitlementTypeDefinition, RoleDefinition } from '../rollcall.js'
import type { Service } from '../service.js'
import { bumpConfigVersion } from '../tenants/config-version.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { assertEntitlementType, assertRole } from './assert-definition.js'
import { deleteType, insertRole, insertType, insertValue } from './catalogue-statements.js'
import { countSeats } from './seat-statements.js'

/** Adds a role to an organisation. @throws Refusal */
export async function addRole(service: Service, tenant: string, value: string, role: RoleDefinition): Promise<void> {
  assertRole(value, role)
  await requireTenant(service, tenant)
  const statements = [
    bumpConfigVersion(tenant, service.now()),
    insertRole(tenant, value, role, 'refuse'),
    ...countSeats(tenant, { kind: 'role', value }),
  ]
  await refuseWhen(service.database.write(statements), () => new Refusal(`'${tenant}' has a role '${value}' already.`))
}

/** Adds a kind of entitlement with its values to an organisation. @throws Refusal */
export async function addEntitlementType(
  service: Service,
  tenant: string,
  type: EntitlementTypeDefinition,
): Promise<void> {
  assertEntitlementType(type)
  await requireTenant(service, tenant)
  const values = Object.entries(type.values)
  const statements = [
    bumpConfigVersion(tenant, service.now()),
    insertType(tenant, type, 'refuse'),
    ...values.map(([value, definition]) => insertValue(tenant, type, value, definition, 'refuse')),
    ...values.flatMap(([value]) => countSeats(tenant, { kind: 'entitlement', type: type.name, value })),
  ]
  await refuseWhen(service.database.write(statements), (index) => {
    const taken = values[index - 2]?.[0]
    return new Refusal(
      taken === undefined
        ? `'${tenant}' has a kind of entitlement, or a resource type of its own, named '${type.name}' or at '${type.endpoint}' already${schemaOf(type)}.`
        : `'${tenant}' has an entitlement '${taken}' of another kind already.`,
    )
  })
}

function schemaOf({ extension }: EntitlementTypeDefinition): string {
  return extension === undefined ? '' : `, or a schema of its own '${extension}'`
}

/** Takes a kind of entitlement away from an organisation. @throws Refusal while somebody holds a value of it. */
export async function removeEntitlementType(service: Service, tenant: string, name: string): Promise<void> {
  const configuration = await requireTenant(service, tenant)
  const { entitlementTypes } = configuration.catalogue
  const type = entitlementTypes.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (!type) {
    const names = entitlementTypes.map((each) => `'${each.name}'`).join(', ') || 'none'
    throw new Refusal(`'${tenant}' has no kind of entitlement '${name}'; it has ${names}.`)
  }
  // First the version: whoever grants holds it fast until they have granted, and is seen by what follows.
  const statements = [bumpConfigVersion(tenant, service.now()), ...deleteType(tenant, type.name)]
  await refuseWhen(
    service.database.write(statements),
    () =>
      new Refusal(
        `Somebody in '${tenant}' still holds an entitlement of the kind '${type.name}'. See who: rollcall show grants --tenant ${tenant}`,
      ),
  )
}

async function requireTenant({ configurations }: Service, tenant: string) {
  const configuration = await configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  return configuration
}

/** A precondition that did not hold, in words. */
async function refuseWhen(write: Promise<unknown>, refusal: (index: number) => Refusal): Promise<void> {
  try {
    await write
  } catch (error) {
    throw error instanceof UnexpectedCount ? refusal(error.index) : error
  }
}
