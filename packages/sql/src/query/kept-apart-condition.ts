import type { AttributePath, Filter, ResourceType } from '@rollcall/scim'
import { keyOfText } from '../index-rows/fold-text.js'
import { literal, type SqlText, sql } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'
import { type Condition, combined, exactly, exists, negated, undecided } from './condition.js'
import type { FilterContext } from './filter-context.js'
import { textTest, wholeTexts } from './text-test.js'

/** Which table keeps an attribute's values apart from the document. */
export type KeptApartKind =
  | { readonly kind: 'links' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'grants'; readonly grant: 'role' | 'entitlement' }

/** Where a path's values are kept apart, or undefined for an attribute of the document. */
export function keptApartOf({ keptApart }: ResourceType, path: AttributePath): KeptApartKind | undefined {
  if (path.extension !== undefined || path.schema.id === '') return undefined
  switch (path.attribute.name) {
    case keptApart.links:
      return { kind: 'links' }
    case keptApart.groups:
      return { kind: 'groups' }
    case keptApart.grants?.role:
      return { kind: 'grants', grant: 'role' }
    case keptApart.grants?.entitlement:
      return { kind: 'grants', grant: 'entitlement' }
    default:
      return undefined
  }
}

/** What a filter says of one value that is kept apart. */
type ApartFilter = Exclude<Filter, { readonly kind: 'logical' | 'not' }>

/** A filter on members, groups, roles or entitlements: their own tables answer what their columns can decide. */
export function keptApartCondition(filter: ApartFilter, context: FilterContext): Condition {
  const kept = keptApartOf(context.type, filter.path)
  if (!kept || context.element) return undecided
  const inner = filter.kind === 'valuePath' ? filter.filter : filter
  const source = sourceOf(kept, context)
  if (kept.kind === 'groups') {
    const group = groupOf(inner)
    if (group !== undefined) return exactly(sql`r.id IN (${containedIn(group, context.viewer)})`)
  }
  const test = rowTest(inner, kept, false)
  return { text: exists(sql`${source} AND ${test.text}`), isExact: test.isExact }
}

/** The rows of a resource's values, up to where a test follows. */
function sourceOf(kept: KeptApartKind, { viewer: { tenant } }: FilterContext): SqlText {
  switch (kept.kind) {
    case 'links':
      return sql`edges k WHERE k.tenant_id = ${tenant} AND k.owner_id = r.id`
    case 'groups':
      return sql`edges k WHERE k.tenant_id = ${tenant} AND k.member_id = r.id`
    case 'grants':
      return sql`grants k WHERE k.tenant_id = ${tenant} AND k.user_id = r.id AND k.kind = ${kept.grant}`
  }
}

/** A test of one row, under the alias `k`. */
function rowTest(filter: Filter, kept: KeptApartKind, isNegated: boolean): Condition {
  switch (filter.kind) {
    case 'not':
      return rowTest(filter.operand, kept, !isNegated)
    case 'logical':
      return combined(
        (filter.operator === 'and') === isNegated ? 'or' : 'and',
        filter.operands.map((operand) => rowTest(operand, kept, isNegated)),
      )
    case 'valuePath':
      return undecided
    case 'compare':
    case 'present':
      return isNegated ? negated(columnTest(filter, kept)) : columnTest(filter, kept)
  }
}

function columnTest(leaf: Extract<Filter, { readonly kind: 'compare' | 'present' }>, kept: KeptApartKind): Condition {
  const { subAttribute } = leaf.path
  if (leaf.kind === 'compare' && leaf.operator === 'ne') {
    // Outside brackets `ne` is the contrary over all values, which `leafCondition` has seen to.
    return negated(columnTest({ ...leaf, operator: 'eq' }, kept))
  }
  const isWhole = subAttribute === undefined
  if (leaf.kind === 'present' && isWhole) return kept.kind === 'grants' ? anyContent : anyRow
  const column = subAttribute && columnOf(kept, subAttribute.name)
  if (!column) return undecided
  if (leaf.kind === 'present') return exactly(sql`${column} <> ''`)
  const { operator, value } = leaf
  // Other comparisons of these attributes are the tenant's own schema's: the rows fold without regard to case.
  if (operator === 'ne' || typeof value !== 'string' || subAttribute?.comparison !== 'ignoreCase') return undecided
  return textTest(wholeTexts(column), operator, keyOfText(subAttribute, value))
}

const anyRow: Condition = exactly(literal('1 = 1'))
const anyContent: Condition = exactly(
  literal("(k.value <> '' OR k.type <> '' OR k.display <> '' OR k.is_primary IS NOT NULL)"),
)

/** Ids are in lower case, so that they are their own keys. What is derived (display, a member's type) no column tells. */
function columnOf(kept: KeptApartKind, name: string): SqlText | undefined {
  switch (kept.kind) {
    case 'links':
      return name === 'value' ? literal('k.member_id') : undefined
    case 'groups':
      return undefined
    case 'grants':
      return name === 'value' ? literal('k.value_key') : name === 'type' ? literal('k.type_key') : undefined
  }
}

/** `groups.value eq "…"`, in either form: the group that is asked for. */
function groupOf(filter: Filter): string | undefined {
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string') return undefined
  const { subAttribute } = filter.path
  return subAttribute?.name === 'value' ? keyOfText(subAttribute, filter.value) : undefined
}

/** The ids of all that a group contains, directly or through other groups. */
export function containedIn(group: string, { tenant }: Viewer): SqlText {
  return sql`
    WITH RECURSIVE down (member_id) AS (
      SELECT e.member_id FROM edges e WHERE e.tenant_id = ${tenant} AND e.owner_id = ${group}
      UNION
      SELECT e.member_id FROM down CROSS JOIN edges e WHERE e.tenant_id = ${tenant} AND e.owner_id = down.member_id
    ) SELECT down.member_id FROM down`
}
