import type { Filter } from '../filter/filter.js'
import { memberId } from '../resource/read-members.js'
import type { Id } from '../resource/resource.js'

/** The ids of members that a filter names, when it does nothing else: `value eq "a"`, or several of them with `or`. */
export function idsIn(filter: Filter): readonly Id[] | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq' && typeof filter.value === 'string') {
    const { attribute, subAttribute } = filter.path
    return subAttribute?.name === 'value' ? [memberId(filter.value, attribute)] : undefined
  }
  if (filter.kind !== 'logical' || filter.operator !== 'or') return undefined
  const ids = filter.operands.map(idsIn)
  return ids.every((part) => part !== undefined) ? ids.flat() : undefined
}
