import type { Manner } from '../manner.js'
import type { ResourceType } from '../schema/resource-type.js'
import { tooMany } from '../scim-error.js'

/** What the operations of one request share while they are applied. */
export interface Patching {
  readonly resourceType: ResourceType
  readonly manner: Manner
  /** Counts looks at values. @throws ScimError tooMany */
  readonly spend: (looks: number) => void
}

/** As many looks at a value as one request may cause: about a second's. */
const mostLooks = 1_000_000

/** Starts to apply the operations of a request. */
export function startPatching(resourceType: ResourceType, manner: Manner): Patching {
  let left = mostLooks
  const spend = (looks: number): void => {
    left -= looks
    if (left < 0) throw tooMany('The operations of this request look at too many values: send fewer at once.')
  }
  return { resourceType, manner, spend }
}
