import type { AttributeExpression, PresenceExpression } from '@rollcall/scim'
import { cutText } from '../index-rows/index-value.js'
import { literal, plannedAnew, type SqlText, sql } from '../sql-text.js'
import { always, type Condition, exactly, exists, never, undecided } from './condition.js'
import type { FilterContext } from './filter-context.js'
import { textTest, wholeTexts } from './text-test.js'

/** The common attributes (RFC 7643 §3.1) are columns of their own. */
export function commonCondition(leaf: AttributeExpression | PresenceExpression, context: FilterContext): Condition {
  const { attribute, subAttribute } = leaf.path
  if (context.element) return undecided
  switch (attribute.name) {
    case 'id':
      return textCondition(literal('r.id'), leaf)
    case 'externalId':
      return externalIdCondition(leaf, context)
    case 'meta':
      return metaCondition(subAttribute?.name, leaf)
    default:
      return undecided
  }
}

function metaCondition(name: string | undefined, leaf: AttributeExpression | PresenceExpression): Condition {
  switch (name) {
    case undefined:
      return leaf.kind === 'present' ? always : undecided
    case 'resourceType':
      return textCondition(literal('r.type'), leaf)
    case 'version':
      return textCondition(versionText, leaf)
    case 'created':
      return instantCondition(literal('r.created'), leaf)
    case 'lastModified':
      return instantCondition(literal('r.last_modified'), leaf)
    // The location depends on who asks: it is no part of what filters see.
    case 'location':
      return never
    default:
      return undecided
  }
}

/** A resource's version as clients read it. It begins with nothing of the id, so that it is compared as ids are, on every database. */
export const versionText = literal(`(substr(r.id, 1, 0) || 'W/"' || r.version || '"')`)

function textCondition(column: SqlText, leaf: AttributeExpression | PresenceExpression): Condition {
  if (leaf.kind === 'present') return always
  const { operator, value } = leaf
  return operator === 'ne' || typeof value !== 'string' ? undecided : textTest(wholeTexts(column), operator, value)
}

const orderOperators = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

function instantCondition(column: SqlText, leaf: AttributeExpression | PresenceExpression): Condition {
  if (leaf.kind === 'present') return always
  const { operator, value } = leaf
  if (!(operator in orderOperators) || typeof value !== 'number' || !Number.isSafeInteger(value)) return undecided
  const symbol = orderOperators[operator as keyof typeof orderOperators]
  // Yesterday is found by its time, and all time by walking the tenant.
  return exactly(plannedAnew(sql`${column} ${literal(symbol)} ${BigInt(value)}`))
}

/** As the asking connection knows the resource (D-53). The key narrows, the value decides. */
function externalIdCondition(leaf: AttributeExpression | PresenceExpression, { viewer }: FilterContext): Condition {
  const test = externalIdTest(leaf)
  if (!test) return undecided
  return exactly(
    exists(sql`external_ids x WHERE x.tenant_id = ${viewer.tenant} AND x.resource_id = r.id
      AND x.connection_id = ${viewer.connection} AND ${test}`),
  )
}

/** A test over the alias `x`. */
export function externalIdTest(leaf: AttributeExpression | PresenceExpression): SqlText | undefined {
  if (leaf.kind === 'present') return sql`x.value <> ''`
  const { operator, value } = leaf
  if (operator === 'ne' || typeof value !== 'string') return undefined
  const { text } = textTest(wholeTexts(literal('x.value')), operator, value)
  return operator === 'eq' ? sql`x.value_key = ${cutText(value).text} AND ${text}` : text
}
