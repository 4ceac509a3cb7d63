import type { Query } from '@rollcall/scim/storage'
import type { Arm } from './arm.js'
import { beginsNarrow, beginsWithRange } from './driver.js'

/** How many resources may be skipped before a page, or rows counted, without holding up anybody. */
const farPlace = 10_000

/**
 * Whether a query may visit many more rows than it gives: a filter that no index begins, or a range of one; a count of what
 * many share; a page far down.
 */
export function isWideQuery({ page, total }: Query, arms: readonly Arm[]): boolean {
  if (page.kind === 'index' && page.startIndex > farPlace) return true
  return arms.some(({ filter, driver }) => {
    if (!filter) return false
    if (!driver || beginsWithRange(driver)) return true
    return total && !beginsNarrow(driver)
  })
}
