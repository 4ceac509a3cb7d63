import type { Grant } from '../storage/resource-store.js'
import type { Catalogue, CatalogueValue } from './catalogue.js'

/** One thing on offer: a role, or an entitlement of a type. */
export interface Offer {
  readonly kind: Grant['kind']
  readonly type: string | undefined
  readonly value: CatalogueValue
}

/** All that a catalogue has, in its order. */
export function offersOf(catalogue: Catalogue): readonly Offer[] {
  const roles = catalogue.roles.map((value): Offer => ({ kind: 'role', type: undefined, value }))
  const entitlements = catalogue.entitlementTypes.flatMap((kind) =>
    kind.values.map((value): Offer => ({ kind: 'entitlement', type: kind.name, value })),
  )
  return [...roles, ...entitlements]
}

/** Names of types, and displays, are told apart without regard to case. */
export function sameName(a: string, b: string | undefined): boolean {
  return b !== undefined && a.toLowerCase() === b.toLowerCase()
}
