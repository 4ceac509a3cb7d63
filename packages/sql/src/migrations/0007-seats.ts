import type { Dialect } from './dialect.js'

/** How many users may hold a value of a catalogue; of those that are there already, any number. */
export function seats({ integer }: Dialect): readonly string[] {
  return [`ALTER TABLE entitlement_values ADD COLUMN seats ${integer}`]
}
