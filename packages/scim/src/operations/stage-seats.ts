import type { Draft, Grant } from '../storage/resource-store.js'
import type { AssignmentRules, SeatRules } from './operation-context.js'

/**
 * Counts a user in where they come to hold what only so many may, and out where they hold it no more: once, whatever they call
 * it. Both lists are what the draft's guard on the user's document holds fast, so that nobody is counted twice.
 */
export function stageSeats(
  { seats }: AssignmentRules,
  draft: Draft,
  held: readonly Grant[],
  holds: readonly Grant[],
): void {
  if (!seats) return
  const before = countersOf(seats, held)
  const after = countersOf(seats, holds)
  for (const counter of after) if (!before.has(counter)) draft.count(counter, 1)
  for (const counter of before) if (!after.has(counter)) draft.count(counter, -1)
}

function countersOf(seats: SeatRules, grants: readonly Grant[]): ReadonlySet<string> {
  return new Set(grants.flatMap((grant) => seats.counterOf(grant) ?? []))
}
