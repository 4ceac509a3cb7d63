import type { EntitlementTypeDefinition } from '../rollcall.js'

/**
 * Declares a kind of entitlement: a resource type of its own, whose values can be granted to users.
 *
 * @example defineEntitlementType({ name: 'License', endpoint: '/Licenses', values: { pro: { display: 'Pro seat' } } })
 */
export function defineEntitlementType<const T extends EntitlementTypeDefinition>(definition: T): T {
  return definition
}
