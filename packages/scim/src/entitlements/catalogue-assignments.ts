import type { Manner } from '../manner.js'
import type { AssignmentRules } from '../operations/operation-context.js'
import { shorten } from '../schema/attribute-path.js'
import { invalidValue } from '../scim-error.js'
import type { Grant } from '../storage/resource-store.js'
import { grantKey } from '../storage/resource-view.js'
import type { Catalogue } from './catalogue.js'
import { type Offer, offersOf, sameName } from './offer.js'
import { seatRules } from './seat-rules.js'

/**
 * What a catalogue allows to be granted. A value may be named by its id or, in the compatible manner, by a display name that
 * only it has; it is stored as the catalogue spells it, and its display is the catalogue's. Where the catalogue has no
 * entry of the kind, any value is taken. What has seats is counted by the storage, under the bounds of `seatLimits`.
 */
export function catalogueAssignments(catalogue: Catalogue): AssignmentRules {
  const offers = offersOf(catalogue)
  return {
    assign(wanted, held, manner) {
      const assigned = new Map<string, Grant>()
      for (const grant of wanted) {
        const canonical = canonicalGrant(grant, offers, held, manner)
        assigned.set(grantKey(canonical), canonical)
      }
      return [...assigned.values()]
    },
    seats: seatRules(offers),
  }
}

function canonicalGrant(grant: Grant, offers: readonly Offer[], held: readonly Grant[], manner: Manner): Grant {
  const ofKind = offers.filter((offer) => offer.kind === grant.kind)
  if (ofKind.length === 0) return grant
  const offer = findOffer(grant, ofKind, held, manner)
  const holds = findHeld(grant, offer, held)
  if (offer && (offer.value.supported || holds)) {
    // A role's type is the client's own label (Entra ID sends one); an entitlement's is the name of its kind.
    const type = grant.kind === 'role' ? grant.type : offer.type
    return { kind: grant.kind, value: offer.value.value, type, display: offer.value.display, primary: grant.primary }
  }
  // What is held stays, even where the catalogue has it no more.
  if (holds) return { ...holds, primary: grant.primary }
  throw invalidValue(`'${shorten(grant.value)}' is not ${nounOf(grant)} that can be granted here.`)
}

function findOffer(grant: Grant, offers: readonly Offer[], held: readonly Grant[], manner: Manner): Offer | undefined {
  const ofType = offers.filter(
    (offer) => grant.kind === 'role' || grant.type === undefined || sameName(grant.type, offer.type),
  )
  const byValue = ofType.filter((offer) => offer.value.value === grant.value)
  if (byValue.length > 1) return requireOne(grant, byValue, held)
  if (byValue.length === 1 || manner.strict) return byValue[0]
  const byDisplay = ofType.filter((offer) => sameName(grant.value, offer.value.display))
  if (byDisplay.length !== 1) return undefined
  manner.tolerated('grantByDisplay')
  return byDisplay[0]
}

/** Several types have the value and the client names none: what the user holds is meant, and nothing is guessed. */
function requireOne(grant: Grant, offers: readonly Offer[], held: readonly Grant[]): Offer {
  const [offer, ...others] = offers.filter(({ type }) => findHeld({ ...grant, type }, undefined, held))
  if (offer && others.length === 0) return offer
  const types = offers.map(({ type }) => `'${type}'`).join(', ')
  throw invalidValue(`'${shorten(grant.value)}' is an entitlement of several types (${types}): say which with 'type'.`)
}

/** The grant that is meant, where the user has it already. An entitlement is told by its type too, if the client gives one. */
function findHeld(grant: Grant, offer: Offer | undefined, held: readonly Grant[]): Grant | undefined {
  const value = offer?.value.value ?? grant.value
  const type = offer?.type ?? grant.type
  return held.find(
    (each) =>
      each.kind === grant.kind &&
      each.value === value &&
      (grant.kind === 'role' || type === undefined || sameName(type, each.type)),
  )
}

function nounOf(grant: Grant): string {
  if (grant.kind === 'role') return 'a role'
  return grant.type === undefined ? 'an entitlement' : `an entitlement of type '${shorten(grant.type)}'`
}
