import type { Manner, Tolerance } from '../manner.js'
import { type AttributeType, findAttribute } from '../schema/attribute.js'
import { type AttributePath, printAttributePath, targetOf } from '../schema/attribute-path.js'
import { parseDateTime } from '../schema/date-time.js'
import { invalidFilter, type ScimError } from '../scim-error.js'
import type { CompareOperator, CompareValue } from './filter.js'
import { describeToken, stringOf, type Token } from './lexer.js'

/** An operator and a literal, with the place of the operator. */
export interface Comparison {
  readonly operator: CompareOperator
  readonly at: Token
  readonly literal: Token
}

/**
 * What a comparison compares, and with what: the path down to the values that can be compared, and the literal as a value
 * of their type (RFC 7644 §3.4.2.2).
 *
 * @throws ScimError invalidFilter when the operator or the literal does not fit the attribute
 */
export function readCompareValue(
  path: AttributePath,
  comparison: Comparison,
  manner: Manner,
): { readonly path: AttributePath; readonly value: CompareValue } {
  const { operator, at, literal } = comparison
  if (literal.kind === 'word' && literal.text === 'null') {
    // What has no value can only be, or not be, equal to "no value" (D-22).
    if (equality.includes(operator)) return { path, value: null }
    throw misfit(at, equality, `'${printAttributePath(path)}' is compared with null`)
  }
  const compared = valueOfComplex(path, manner)
  const { type } = targetOf(compared)
  const name = printAttributePath(compared)
  if (type === 'complex') {
    throw invalidFilter(
      `Expected pr at position ${at.start + 1}, found ${describeToken(at)}: '${name}' is complex, and a filter compares one of its sub-attributes.`,
    )
  }
  if (!operatorsOf[type].includes(operator)) throw misfit(at, operatorsOf[type], `'${name}' is of type ${type}`)
  return { path: compared, value: readLiteral(compared, type, literal, manner) }
}

function misfit(at: Token, operators: readonly CompareOperator[], because: string): ScimError {
  return invalidFilter(
    `Expected one of ${operators.join(', ')} at position ${at.start + 1}, found ${describeToken(at)}: ${because}.`,
  )
}

const equality: readonly CompareOperator[] = ['eq', 'ne']
const order: readonly CompareOperator[] = [...equality, 'gt', 'ge', 'lt', 'le']
const text: readonly CompareOperator[] = [...order, 'co', 'sw', 'ew']

/** Boolean and binary have no order (D-24), and what is not a string has no parts; references are tolerated as strings. */
const operatorsOf: Readonly<Record<SimpleType, readonly CompareOperator[]>> = {
  string: text,
  reference: text,
  boolean: equality,
  binary: equality,
  integer: order,
  decimal: order,
  dateTime: order,
}

type SimpleType = Exclude<AttributeType, 'complex'>

/** `emails co "x"` means `emails.value co "x"` (D-19); Entra ID also says `manager eq "x"` (Q34). */
function valueOfComplex(path: AttributePath, manner: Manner): AttributePath {
  if (targetOf(path).type !== 'complex') return path
  const subAttribute = findAttribute(path.attribute.subAttributes, 'value')
  if (!subAttribute || (manner.strict && !path.attribute.multiValued)) return path
  if (!path.attribute.multiValued) manner.tolerated('compareComplexByValue')
  return { ...path, subAttribute }
}

function readLiteral(path: AttributePath, type: SimpleType, literal: Token, manner: Manner): CompareValue {
  switch (type) {
    case 'string':
    case 'reference':
    case 'binary':
      return readText(path, literal, manner)
    case 'boolean':
      return readBoolean(path, literal, manner)
    case 'integer':
    case 'decimal':
      return readNumber(path, literal)
    case 'dateTime':
      return readInstant(path, literal, manner)
  }
}

/** `string`, or in the compatible manner any word: docs of Entra ID show `externalId eq jyoung` (Q5). */
function readText(path: AttributePath, literal: Token, manner: Manner): string {
  if (literal.kind === 'string') return stringOf(literal, invalidFilter)
  const isBare = !literal.text.startsWith("'") && !keywords.has(literal.text.toLowerCase())
  return (
    tolerate(manner, isBare, 'acceptUnquotedValue', literal.text) ?? refuse(path, 'a string in double quotes', literal)
  )
}

const keywords: ReadonlySet<string> = new Set(['and', 'or'])

/** `true` or `false`, or in the compatible manner `True` and `"False"` (Q16). */
function readBoolean(path: AttributePath, literal: Token, manner: Manner): boolean {
  if (literal.text === 'true' || literal.text === 'false') return literal.text === 'true'
  const word = (literal.kind === 'string' ? stringOf(literal, invalidFilter) : literal.text).toLowerCase()
  const isBoolean = word === 'true' || word === 'false'
  return (
    tolerate(manner, isBoolean, 'acceptStringBooleanInFilter', word === 'true') ??
    refuse(path, 'true or false', literal)
  )
}

/** `number` of JSON. */
function readNumber(path: AttributePath, literal: Token): number {
  const value = literal.kind === 'word' && numberPattern.test(literal.text) ? Number(literal.text) : Number.NaN
  // −0 and 0 are one value.
  return Number.isFinite(value) ? value + 0 : refuse(path, 'a number', literal)
}

const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/

/** A date is compared as an instant (D-23). */
function readInstant(path: AttributePath, literal: Token, manner: Manner): number {
  const instant = parseDateTime(readText(path, literal, manner))
  return instant ?? refuse(path, 'a date such as "2011-05-13T04:42:34Z"', literal)
}

function tolerate<Value>(manner: Manner, fits: boolean, tolerance: Tolerance, value: Value): Value | undefined {
  if (manner.strict || !fits) return undefined
  manner.tolerated(tolerance)
  return value
}

function refuse(path: AttributePath, expected: string, literal: Token): never {
  const place = `at position ${literal.start + 1}`
  const refusal: ScimError = invalidFilter(
    `'${printAttributePath(path)}' is compared with ${expected}: expected one ${place}, found ${describeToken(literal)}.`,
  )
  throw refusal
}
