import type { Filter, ResourceType } from '@rollcall/scim'
import type { Arm } from './arm.js'
import { type KeptApartKind, keptApartOf } from './kept-apart-condition.js'

/** What of the values that are kept apart a filter or a sort looks at. */
export function lookedAt({ type, filter, plan }: Pick<Arm, 'type' | 'filter' | 'plan'>): ReadonlySet<LookedAt> {
  const kinds = filter ? keptApartIn(filter, type) : []
  return new Set(plan.kind === 'documents' ? [...kinds, keptApartOf(type, plan.path)?.kind] : kinds)
}

type LookedAt = KeptApartKind['kind'] | undefined

function keptApartIn(filter: Filter, type: ResourceType): readonly LookedAt[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
    case 'valuePath':
      return [keptApartOf(type, filter.path)?.kind]
    case 'not':
      return keptApartIn(filter.operand, type)
    case 'logical':
      return filter.operands.flatMap((operand) => keptApartIn(operand, type))
  }
}
