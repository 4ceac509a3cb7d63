import type { Manner } from '../manner.js'

/** Whether an operation on a whole complex attribute unassigns what its value does not name (D-09). */
export function replacesWhole(kind: 'add' | 'replace' | 'remove', manner: Manner): boolean {
  return kind === 'replace' && manner.complexReplacement === 'whole'
}
