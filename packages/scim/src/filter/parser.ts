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
import { storedInsteadOf } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidFilter, type ScimError, tooMany } from '../scim-error.js'
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
import { describeToken, longestText, type Token } from './lexer.js'
import { printFilter } from './print-filter.js'
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
  return readFilter(text, createFilterReader(text, resourceType, manner, invalidFilter, 'filter'))
}

/**
 * As `parseFilter`, for one of several types that are queried together: a name that it does not have is resolved against the
 * others (D-16).
 *
 * @throws ScimError invalidFilter, also for a name that none of them has · tooMany
 */
export function parseFilterAmong(
  text: string,
  resourceType: ResourceType,
  others: readonly ResourceType[],
  manner: Manner,
): Filter {
  return readFilter(text, { ...createFilterReader(text, resourceType, manner, invalidFilter, 'filter'), others })
}

function readFilter(text: string, reader: FilterReader): Filter {
  const filter = readDisjunction(reader, undefined, 0)
  if (peek(reader).kind !== 'end') throw unexpected(reader, "'and', 'or' or the end", invalidFilter)
  assertPrintable(filter, text, reader)
  return filter
}

/** What was read can be read again from what `printFilter` makes of it: URNs written out, values quoted, dates in full. */
function assertPrintable(filter: Filter, text: string, { resourceType, others = [], nodes }: FilterReader): void {
  const urn = Math.max(longestUrnOf(resourceType), ...others.map(longestUrnOf))
  // An upper bound: most filters are far from it, and are not printed.
  if (text.length * longestEscape + nodes * (urn + longestAddition) <= longestText) return
  if (new TextEncoder().encode(printFilter(filter)).length <= longestText) return
  throw invalidFilter(`The filter is longer than ${longestText} bytes with its names and values written out.`)
}

function longestUrnOf({ schemaExtensions }: ResourceType): number {
  let longest = 0
  for (const { schema } of schemaExtensions) longest = Math.max(longest, schema.id.length)
  return longest
}

/** `\u0001`, for one character of a value without quotes. */
const longestEscape = 6

/** What else a printed node has more than what was read: spaces, quotes, `.value`, all digits of a number or date. */
const longestAddition = 64

/** `FILTER *(SP "or" SP FILTER)`, where "and" binds closer. */
function readDisjunction(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  const first = readConjunction(reader, parent, depth)
  const operands = [first]
  while (takeKeyword(reader, 'or')) operands.push(readConjunction(reader, parent, depth))
  return operands.length === 1 ? first : combine(reader, 'or', operands)
}

/** `FILTER *(SP "and" SP FILTER)` */
function readConjunction(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  const first = readOperand(reader, parent, depth)
  const operands = [first]
  while (takeKeyword(reader, 'and')) operands.push(readOperand(reader, parent, depth))
  return operands.length === 1 ? first : combine(reader, 'and', operands)
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
  if (parent) throw unexpected(reader, 'an operator', invalidFilter, 'brackets stand in no other brackets')
  return readValuePath(reader, path, depth + 1)
}

/** `"(" FILTER ")"` */
function readGroup(reader: FilterReader, parent: AttributePath | undefined, depth: number): Filter {
  assertDepth(reader, depth)
  take(reader)
  const filter = readDisjunction(reader, parent, depth)
  if (peek(reader).kind !== ')') throw unexpected(reader, "'and', 'or' or ')'", invalidFilter)
  take(reader)
  return filter
}

/** `valuePath = attrPath "[" valFilter "]"` */
function readValuePath(reader: FilterReader, path: AttributePath, depth: number): Filter {
  if (!isSelectable(path)) {
    const reason = `'${printAttributePath(path)}' is not a multi-valued attribute, whose values brackets could select`
    throw unexpected(reader, 'an operator', invalidFilter, reason)
  }
  const filter = readValueFilter(reader, path, depth)
  const suffix = takeSuffix(reader)
  if (!suffix) return node(reader, { kind: 'valuePath', path, filter })
  // One more pair of parentheses is needed to print it.
  if (filter.kind === 'logical' && filter.operator === 'or') assertDepth(reader, depth + 1)
  return node(reader, { kind: 'valuePath', path, filter: readSuffix(reader, path, filter, suffix) })
}

/** Entra ID's `emails[type eq "work"].value eq "x"`, which means `emails[type eq "work" and value eq "x"]` (Q6). */
function readSuffix(reader: FilterReader, path: AttributePath, filter: Filter, suffix: Token): Filter {
  if (reader.manner.strict) {
    throw invalidFilter(
      `Expected 'and', 'or' or the end at position ${suffix.start + 1}, found ${describeToken(suffix)}: in a filter it belongs inside the brackets.`,
    )
  }
  const comparison = readComparison(
    reader,
    requireSubAttribute({ ...suffix, text: suffix.text.slice(1), start: suffix.start + 1 }, path),
  )
  reader.manner.tolerated('acceptSubAttributeAfterValuePath')
  return combine(reader, 'and', [filter, comparison])
}

/**
 * Reads `"[" valFilter "]"` after a multi-valued attribute: names in it are its sub-attributes; the value of a simple
 * attribute is called `value` (RFC 7643 §2.4).
 */
export function readValueFilter(reader: FilterReader, path: AttributePath, depth: number): Filter {
  assertDepth(reader, depth)
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
  assertFilterable(reader, path)
  const token = peek(reader)
  if (token.kind !== 'word') throw unexpected(reader, 'an operator', invalidFilter)
  if (isKeyword(token, 'pr')) {
    take(reader)
    return node(reader, { kind: 'present', path })
  }
  const operator = findCompareOperator(token.text)
  if (!operator) throw unexpected(reader, `one of ${[...compareOperators.keys()].join(', ')}, pr`, invalidFilter)
  take(reader)
  const literal = peek(reader)
  if (literal.kind !== 'word' && literal.kind !== 'string') throw unexpected(reader, 'a value', invalidFilter)
  take(reader)
  const compared = readCompareValue(path, { operator, at: token, literal }, reader.manner)
  return node(reader, { kind: 'compare', path: compared.path, operator, value: compared.value })
}

const compareOperators: ReadonlyMap<string, CompareOperator> = new Map(
  (['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const).map((operator) => [operator, operator]),
)

function findCompareOperator(text: string): CompareOperator | undefined {
  const folded = text.toLowerCase()
  return compareOperators.get(folded)
}

function requirePath(reader: FilterReader, token: Token): AttributePath {
  const { resourceType, others = [], manner } = reader
  const path = findAttributePath(token.text, resourceType, manner)
  if (path) return path
  for (const other of others) {
    const path = findAttributePath(token.text, other, manner)
    if (path) return path
  }
  const because =
    others.length === 0
      ? unknownAttribute(token.text, resourceType)
      : `no resource type has an attribute '${shorten(token.text)}'.`
  throw expectedAt(token, 'an attribute', because)
}

function requireSubAttribute(token: Token, parent: AttributePath): AttributePath {
  if (parent.attribute.type !== 'complex' && token.text.toLowerCase() === 'value') return parent
  const subAttribute = findAttribute(parent.attribute.subAttributes, token.text)
  if (!subAttribute) {
    const name = printAttributePath(parent)
    throw expectedAt(token, 'a sub-attribute', `'${name}' has no sub-attribute '${shorten(token.text)}'.`)
  }
  return { ...parent, subAttribute }
}

/**
 * What is never returned is not told by a filter either (D-20); and what is made for each answer is known to no storage: to
 * say that nothing matches would be wrong (RFC 7644 §3.12, invalidFilter).
 */
function assertFilterable(reader: FilterReader, path: AttributePath): void {
  const isSecret = path.attribute.returned === 'never' || targetOf(path).returned === 'never'
  const instead = reader.purpose === 'path' ? undefined : storedInsteadOf(path, reader.resourceType)
  if (!isSecret && instead === undefined) return
  const token = reader.tokens[reader.next - 1] ?? peek(reader)
  const name = printAttributePath(path)
  if (isSecret) throw expectedAt(token, 'another attribute', `'${name}' cannot be used in a filter.`)
  throw expectedAt(token, `'${instead}'`, `'${name}' is made for each answer and cannot be used in a filter.`)
}

function expectedAt(token: Token, expected: string, because: string): ScimError {
  return invalidFilter(`Expected ${expected} at position ${token.start + 1}: ${because}`)
}

function assertDepth(reader: FilterReader, depth: number): void {
  if (depth <= deepestFilter) return
  throw invalidFilter(`The filter is nested more than ${deepestFilter} deep at position ${peek(reader).start + 1}.`)
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
  const flat: Filter[] = []
  for (const operand of operands) {
    if (operand.kind === 'logical' && operand.operator === operator) flat.push(...operand.operands)
    else flat.push(operand)
  }
  return node(reader, { kind: 'logical', operator, operands: flat })
}
