import type { SeatRules } from '../operations/operation-context.js'
import { seatCounter } from '../storage/seat-counter.js'
import type { Catalogue } from './catalogue.js'
import { type Offer, offersOf } from './offer.js'

/** A counter, and how far it may rise. */
export interface SeatLimit {
  readonly counter: string
  readonly limit: number
}

/** The bounds that a storage must be given for a catalogue's seats to be kept to: `setBound` of the memory storage takes them. */
export function seatLimits(catalogue: Catalogue): readonly SeatLimit[] {
  return offersOf(catalogue).flatMap((offer) => {
    const { seats: limit } = offer.value
    return limit === undefined ? [] : [{ counter: counterOf(offer), limit }]
  })
}

/** Which of these offers has seats, and what is said when there are not enough. */
export function seatRules(offers: readonly Offer[]): SeatRules {
  const limited = offers.filter(({ value }) => value.seats !== undefined)
  const sentences = new Map(limited.map((offer) => [counterOf(offer), sentenceOf(offer)]))
  return {
    counterOf(grant) {
      const counter = seatCounter(grant)
      return sentences.has(counter) ? counter : undefined
    },
    sentenceOf: (counter) => sentences.get(counter),
  }
}

function counterOf({ kind, type, value }: Offer): string {
  return seatCounter({ kind, type, value: value.value })
}

/** A write set may want several seats where one is free. */
function sentenceOf({ kind, type, value }: Offer): string {
  const noun = kind === 'role' ? `the role '${value.value}'` : `the entitlement '${value.value}' of type '${type}'`
  const users = value.seats === 1 ? '1 user' : `${value.seats} users`
  return `At most ${users} may hold ${noun}, and not enough of these seats are free.`
}
