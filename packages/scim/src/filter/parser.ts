import { type Manner, strictManner } from '../manner.js'
import { findAttribute } from '../schema/attribute.js'
import {
  type AttributePath,
  findAttributePath,
  printAttributePath,
  shorten,
  targetOf,
  unknownAttribute,
} from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidFilter, tooMany } from '../scim-error.js'
import type { CompareOperator, Filter, LogicalExpression } from './filter.js'
import {
  createFilterReader,
  type FilterReader,
  isKeyword,
  peek,
  take,
  takeKeyword,
  takeSuffix,
  unexpected,
} from './filter-reader.js'
import type { Token } from './lexer.js'
import { readCompareValue } from './read-compare-value.js'

/** How deep parentheses and brackets may be nested (D-21). */
const deepestFilter = 16

/** How many nodes a filter may have (D-21). */
const mostFilterNodes = 64

/**
 * Parses a filter against a resource type (RFC 7644 §3.4.2.2, errata 4670, 7319, 7322). Every name is resolved and every
 * comparison checked against the schema, so that storage never meets a filter that it cannot answer.
 *
 * @throws ScimError invalidFilter · tooMany for more nodes than the server evaluates
 */
export function parseFilter(text: string, resourceType: ResourceType, manner: Manner = strictManner): Filter {
  const reader = createFilterReader(text, resourceType, manner, invalidFilter)
  const filter = readDisjunction(reader, undefined, 0)
  if (peek(reader).kind !== 'end') throw unexpected(reader, "'and', 'or' or the end", invalidFilter)
  return filter
}

/** `FILTER *(SP "or" SP FILTER)`, where "and" binds closer. */
function readDisjunction(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  const operands = [readConjunction(reader, parent, depth)]
  while (takeKeyword(reader, 'or')) operands.push(readConjunction(reader, parent, depth))
  return combine(reader, 'or', operands)
}

/** `FILTER *(SP "and" SP FILTER)` */
function readConjunction(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  const operands = [readOperand(reader, parent, depth)]
  while (takeKeyword(reader, 'and')) operands.push(readOperand(reader, parent, depth))
  return combine(reader, 'and', operands)
}

/** `attrExp / valuePath / *1"not" "(" FILTER ")"`: "not" only before a parenthesis, with or without a space (erratum 7319). */
function readOperand(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  const token = peek(reader)
  if (token.kind === '(') return readGroup(reader, parent, depth + 1)
  if (isKeyword(token, 'not') && reader.tokens[reader.next + 1]?.kind === '(') {
    take(reader)
    return node(reader, { kind: 'not', operand: readGroup(reader, parent, depth + 1) })
  }
  if (token.kind !== 'word') throw unexpected(reader, 'an attribute name', invalidFilter)
  take(reader)
  const path = parent ? requireSubAttribute(token, parent) : requirePath(reader, token)
  if (peek(reader).kind !== '[') return readComparison(reader, path)
  // Errata 4690 and 7322: a value filter has no value path of its own.
  if (parent) throw invalidFilter(`The bracket at position ${peek(reader).start + 1} is inside another one.`)
  return readValuePath(reader, path, depth + 1)
}

/** `"(" FILTER ")"` */
function readGroup(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  assertDepth(depth)
  take(reader)
  const filter = readDisjunction(reader, parent, depth)
  if (peek(reader).kind !== ')') throw unexpected(reader, "'and', 'or' or ')'", invalidFilter)
  take(reader)
  return filter
}

/** `valuePath = attrPath "[" valFilter "]"` */
function readValuePath(reader: FilterReader, path: AttributePath, depth: number): Filter {
  if (!isSelectable(path)) {
    const name = printAttributePath(path)
    throw invalidFilter(`'${name}' is not a multi-valued attribute: brackets cannot select one of its values.`)
  }
  const filter = readValueFilter(reader, path, depth)
  const suffix = takeSuffix(reader)
  if (!suffix) return node(reader, { kind: 'valuePath', path, filter })
  // One more pair of parentheses is needed to print it.
  if (filter.kind === 'logical' && filter.operator === 'or') assertDepth(depth + 1)
  return node(reader, { kind: 'valuePath', path, filter: readSuffix(reader, path, filter, suffix) })
}

/** Entra ID's `emails[type eq "work"].value eq "x"`, which means `emails[type eq "work" and value eq "x"]` (Q6). */
function readSuffix(reader: FilterReader, path: AttributePath, filter: Filter, suffix: Token): Filter {
  if (reader.manner.strict) {
    const name = shorten(suffix.text.slice(1))
    throw invalidFilter(`The sub-attribute '${name}' stands after the brackets: in a filter it belongs inside.`)
  }
  const comparison = readComparison(reader, requireSubAttribute({ ...suffix, text: suffix.text.slice(1) }, path))
  reader.manner.tolerated('acceptSubAttributeAfterValuePath')
  return combine(reader, 'and', [filter, comparison])
}

/**
 * Reads `"[" valFilter "]"` after a multi-valued attribute: names in it are its sub-attributes; the value of a simple
 * attribute is called `value` (RFC 7643 §2.4).
 */
export function readValueFilter(reader: FilterReader, path: AttributePath, depth: number): Filter {
  assertDepth(depth)
  take(reader)
  const filter = readDisjunction(reader, path, depth)
  if (peek(reader).kind !== ']') throw unexpected(reader, "'and', 'or' or ']'", invalidFilter)
  take(reader)
  return filter
}

/** True where brackets may follow: they choose among several values. */
export function isSelectable(path: AttributePath): boolean {
  return path.attribute.multiValued && !path.subAttribute
}

/** `attrExp = (attrPath SP "pr") / (attrPath SP compareOp SP compValue)`, after its path. */
export function readComparison(reader: FilterReader, path: AttributePath): Filter {
  assertFilterable(path)
  const token = peek(reader)
  if (token.kind !== 'word') throw unexpected(reader, 'an operator', invalidFilter)
  take(reader)
  if (isKeyword(token, 'pr')) return node(reader, { kind: 'present', path })
  const operator = findCompareOperator(token.text)
  if (!operator) throw invalidFilter(`The operator '${shorten(token.text)}' is not supported.`)
  const literal = peek(reader)
  if (literal.kind !== 'word' && literal.kind !== 'string') throw unexpected(reader, 'a value', invalidFilter)
  take(reader)
  return node(reader, { kind: 'compare', operator, ...readCompareValue(path, operator, literal, reader.manner) })
}

const compareOperators: Readonly<Record<CompareOperator, true>> = {
  eq: true,
  ne: true,
  co: true,
  sw: true,
  ew: true,
  gt: true,
  ge: true,
  lt: true,
  le: true,
}

function findCompareOperator(text: string): CompareOperator | undefined {
  const folded = text.toLowerCase()
  return Object.hasOwn(compareOperators, folded) ? (folded as CompareOperator) : undefined
}

function requirePath(reader: FilterReader, token: Token): AttributePath {
  const path = findAttributePath(token.text, reader.resourceType, reader.manner)
  if (!path) throw invalidFilter(unknownAttribute(token.text, reader.resourceType))
  return path
}

function requireSubAttribute(token: Token, parent: AttributePath): AttributePath {
  if (parent.attribute.type !== 'complex' && token.text.toLowerCase() === 'value') return parent
  const subAttribute = findAttribute(parent.attribute.subAttributes, token.text)
  if (!subAttribute) {
    throw invalidFilter(`'${printAttributePath(parent)}' has no sub-attribute '${shorten(token.text)}'.`)
  }
  return { ...parent, subAttribute }
}

/** What is never returned is not told by a filter either (D-20). */
function assertFilterable(path: AttributePath): void {
  if (path.attribute.returned === 'never' || targetOf(path).returned === 'never') {
    throw invalidFilter(`'${printAttributePath(path)}' cannot be used in a filter.`)
  }
}

function assertDepth(depth: number): void {
  if (depth > deepestFilter) throw invalidFilter(`The filter is nested more than ${deepestFilter} deep.`)
}

/** Counts the node. */
function node(reader: FilterReader, filter: Filter): Filter {
  reader.nodes++
  if (reader.nodes > mostFilterNodes) {
    throw tooMany(`The filter has more than ${mostFilterNodes} expressions.`)
  }
  return filter
}

/** One list for a chain of one operator, whether or not it was written with parentheses. */
function combine(reader: FilterReader, operator: LogicalExpression['operator'], operands: readonly Filter[]): Filter {
  const [first, ...others] = operands
  if (first && others.length === 0) return first
  const flat = operands.flatMap((operand) =>
    operand.kind === 'logical' && operand.operator === operator ? operand.operands : [operand],
  )
  return node(reader, { kind: 'logical', operator, operands: flat })
}
