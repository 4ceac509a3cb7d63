import { type Statement, UnexpectedCount } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { CatalogueKey, SeatsTaken } from '../rollcall.js'
import type { Service } from '../service.js'
import { bumpConfigVersion } from '../tenants/config-version.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { assertSeats } from './assert-definition.js'
import { countSeats, readSeats, updateSeats, updateSupported } from './seat-statements.js'

/** Changes how many users may hold a value, and answers how many do. @throws Refusal */
export async function setSeats(
  service: Service,
  tenant: string,
  key: CatalogueKey,
  seats: number | undefined,
): Promise<SeatsTaken> {
  if (seats !== undefined) assertSeats(seats, key.value)
  const found = await requireValue(service, tenant, key)
  await writeTo(service, tenant, found, [updateSeats(tenant, found, seats), ...countSeats(tenant, found)])
  const [row] = await service.database.read<{ readonly used: bigint }>(readSeats(tenant, found))
  return { seats, used: Number(row?.used ?? 0) }
}

/** Takes a value off what is granted, or puts it back. Whoever holds it keeps it. @throws Refusal */
export async function setRetired(
  service: Service,
  tenant: string,
  key: CatalogueKey,
  isRetired: boolean,
): Promise<void> {
  const found = await requireValue(service, tenant, key)
  await writeTo(service, tenant, found, [updateSupported(tenant, found, !isRetired)])
}

/** The value as the catalogue spells it. @throws Refusal */
async function requireValue({ configurations }: Service, tenant: string, key: CatalogueKey): Promise<CatalogueKey> {
  const configuration = await configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  const { roles, entitlementTypes } = configuration.catalogue
  if (key.kind === 'role') {
    if (roles.some(({ value }) => value === key.value)) return key
    throw unknownValue(tenant, key)
  }
  const type = entitlementTypes.find(({ name }) => name.toLowerCase() === key.type.toLowerCase())
  if (type?.values.some(({ value }) => value === key.value)) return { ...key, type: type.name }
  throw unknownValue(tenant, key)
}

/** First the version: whoever grants or takes back holds it fast until they are done. */
async function writeTo(
  { database, now }: Service,
  tenant: string,
  key: CatalogueKey,
  statements: readonly Statement[],
): Promise<void> {
  try {
    await database.write([bumpConfigVersion(tenant, now()), ...statements])
  } catch (error) {
    throw error instanceof UnexpectedCount ? unknownValue(tenant, key) : error
  }
}

function unknownValue(tenant: string, key: CatalogueKey): Refusal {
  const noun = key.kind === 'role' ? `role '${key.value}'` : `entitlement '${key.value}' of the kind '${key.type}'`
  return new Refusal(`'${tenant}' has no ${noun}. See what there is: rollcall show roles --tenant ${tenant}`)
}
