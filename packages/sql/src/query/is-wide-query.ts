import type { Query } from '@rollcall/scim/storage'
import { typesWithGroups } from '../storage/read-resources.js'
import type { Arm } from './arm.js'
import { beginsNarrow, beginsWithRange } from './driver.js'
import { lookedAt } from './looked-at.js'

/** How many resources may be skipped before a page, or rows counted, without holding up anybody. */
const farPlace = 10_000

/** How many resources of a page may show their groups on the thread that answers requests: each may be in thousands. */
const fewResources = 20

/**
 * Whether a query may visit many more rows than it gives: a filter that no index begins, or a range of one; a count of what
 * many share; a page far down; the groups of many.
 */
export function isWideQuery(query: Query, arms: readonly Arm[]): boolean {
  const { page, total } = query
  if (page.kind === 'index' && page.startIndex > farPlace) return true
  return arms.some((arm) => {
    const { filter, driver } = arm
    if (readsGroupsOfMany(query, arm)) return true
    if (!filter) return false
    if (!driver || beginsWithRange(driver)) return true
    return total && !beginsNarrow(driver)
  })
}

/** Whoever asks for one by its name has a page of one, whatever its length. */
function readsGroupsOfMany({ page, show }: Query, arm: Arm): boolean {
  if (arm.driver && beginsNarrow(arm.driver)) return false
  if (lookedAt(arm).has('groups')) return true
  return show.groups && page.count > fewResources && typesWithGroups([arm.type]).length > 0
}
