import type { Catalogue } from '@rollcall/scim/entitlements'
import type { Grant, StoredResource } from '@rollcall/scim/storage'
import type { Access, CatalogueEntitlement, CatalogueRole } from '../rollcall.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { directoryUser } from './directory-user.js'

/** What is read of a user to know what they may do. */
export const accessShape = { grants: true, groups: false, links: false }

/** What a user holds, and what follows from it. Whoever is not active may do nothing. */
export function accessOf<P extends string>(configuration: TenantConfiguration, stored: StoredResource): Access<P> {
  const user = directoryUser(stored)
  const grants = stored.grants ?? []
  const roles = grants.filter(({ kind }) => kind === 'role').map((grant) => roleOf<P>(configuration, grant))
  const entitlements = grants.filter(({ kind }) => kind === 'entitlement')
  return {
    user,
    active: user.active,
    roles,
    entitlements: entitlements.map((grant) => entitlementOf(configuration.catalogue, grant)),
    permissions: user.active ? [...new Set(roles.flatMap(({ allows }) => allows))] : [],
  }
}

/** Every role that can be granted, in the order of the catalogue. */
export function rolesOnOffer<P extends string>(configuration: TenantConfiguration): readonly CatalogueRole<P>[] {
  const offered = configuration.catalogue.roles.filter(({ supported }) => supported)
  return offered.map(({ value, display, description }) => ({
    value,
    display,
    description,
    allows: allowsOf<P>(configuration, value),
  }))
}

function roleOf<P extends string>(configuration: TenantConfiguration, grant: Grant): CatalogueRole<P> {
  const known = configuration.catalogue.roles.find(({ value }) => value === grant.value)
  return {
    value: grant.value,
    display: known?.display ?? grant.display ?? grant.value,
    description: known?.description,
    allows: allowsOf<P>(configuration, grant.value),
  }
}

/** The app declared its permissions as `P`; what an organisation's own role allows beside them is compared as text. */
function allowsOf<P extends string>({ allows }: TenantConfiguration, value: string): readonly P[] {
  return (allows.get(value) ?? []) as readonly P[]
}

function entitlementOf({ entitlementTypes }: Catalogue, grant: Grant): CatalogueEntitlement {
  const values = entitlementTypes.filter(({ name }) => name === grant.type).flatMap((type) => type.values)
  const known = values.find(({ value }) => value === grant.value)
  return {
    value: grant.value,
    display: known?.display ?? grant.display ?? grant.value,
    type: grant.type,
    description: known?.description,
  }
}
