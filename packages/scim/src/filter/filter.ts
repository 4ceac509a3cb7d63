import type { AttributePath } from '../schema/attribute-path.js'

/** The attribute operators of RFC 7644 §3.4.2.2, Table 3, but for `pr`, which takes no value. */
export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/** What a filter compares with. A date is its instant in milliseconds; `null` means "has no value" (D-22). */
export type CompareValue = string | number | boolean | null

/** A filter, parsed against a resource type: an immutable tree that every storage must give the same meaning (`matches`). */
export type Filter = AttributeExpression | PresenceExpression | LogicalExpression | NotExpression | ValuePath

/** `attrPath SP compareOp SP compValue`. For a dateTime attribute `value` is the instant in milliseconds. */
export interface AttributeExpression {
  readonly kind: 'compare'
  readonly path: AttributePath
  readonly operator: CompareOperator
  readonly value: CompareValue
}

/** `attrPath SP "pr"` */
export interface PresenceExpression {
  readonly kind: 'present'
  readonly path: AttributePath
}

/** `FILTER SP ("and" / "or") SP FILTER`; two or more operands. */
export interface LogicalExpression {
  readonly kind: 'logical'
  readonly operator: 'and' | 'or'
  readonly operands: readonly Filter[]
}

/** `"not" *SP "(" FILTER ")"` */
export interface NotExpression {
  readonly kind: 'not'
  readonly operand: Filter
}

/**
 * `attrPath "[" valFilter "]"`: true when one value of the multi-valued attribute satisfies the whole filter.
 * Paths inside `filter` name the attribute with its sub-attribute, so they resolve like any other path.
 */
export interface ValuePath {
  readonly kind: 'valuePath'
  readonly path: AttributePath
  readonly filter: Filter
}
