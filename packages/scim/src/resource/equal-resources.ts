import { canonicalText } from './canonical-text.js'
import type { Resource } from './resource.js'

/**
 * Whether two states of a resource are one and the same: the order of names and the spelling of "no value" do not matter
 * (RFC 7643 §2.1, §2.5), the order of values does, since a sort reads the first (RFC 7644 §3.4.2.3). A write that changes
 * nothing must move no version (D-70).
 */
export function equalResources(before: Resource, after: Resource): boolean {
  return before === after || canonicalText(before) === canonicalText(after)
}
