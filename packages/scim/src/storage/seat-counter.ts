import type { Grant } from './resource-store.js'

/** The names of all counters of seats begin so. */
export const seatCounterPrefix = 'seats/'

/**
 * The counter of the users who hold what a grant says, where only so many may: whatever a role's label is, and however the type of
 * an entitlement is written.
 */
export function seatCounter({ kind, type, value }: Pick<Grant, 'kind' | 'type' | 'value'>): string {
  return seatCounterPrefix + JSON.stringify([kind, kind === 'role' ? '' : (type ?? '').toLowerCase(), value])
}
