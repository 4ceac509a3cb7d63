import type { Json, JsonObject } from '../../src/json.js'
import type { Attribute } from '../../src/schema/attribute.js'
import { naiveFold, naiveOrder } from './naive-text.js'
import { comparedOf, type FilterModel, type Literal, type Operator, type Place } from './random-filter.js'

/**
 * What a filter means (RFC 7644 §3.4.2.2, D-11, D-17, D-18, D-19, D-22, D-23), written as simply as can be and sharing nothing
 * with the engine: it judges the parser and the matcher together.
 */
export function naiveMatches(model: FilterModel, resource: JsonObject): boolean {
  return holds(model, (place) => {
    const holder = place.extension === undefined ? resource : resource[place.extension]
    const value = own(holder, place.attribute.name)
    return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value as Json]
  })
}

function holds(model: FilterModel, elementsOf: (place: Place) => readonly Json[]): boolean {
  switch (model.kind) {
    case 'and':
      return model.operands.every((operand) => holds(operand, elementsOf))
    case 'or':
      return model.operands.some((operand) => holds(operand, elementsOf))
    case 'not':
      return !holds(model.operand, elementsOf)
    case 'valuePath':
      return elementsOf(model.place).some((element) => holds(model.filter, () => [element]))
    case 'present':
      return elementsOf(model.place).some((element) => isPresent(partOf(element, model.place.subAttribute)))
    case 'compare':
      return compares(model, elementsOf(model.place))
  }
}

function compares(
  { place, operator, literal }: Extract<FilterModel, { kind: 'compare' }>,
  elements: readonly Json[],
): boolean {
  const equals = operator === 'ne' ? 'eq' : operator
  const found =
    literal === null ? !hasAny(place, elements) : elements.some((each) => isSo(each, place, equals, literal))
  return operator === 'ne' ? !found : found
}

function hasAny({ subAttribute }: Place, elements: readonly Json[]): boolean {
  return elements.some((element) => isPresent(partOf(element, subAttribute)))
}

function isSo(element: Json, place: Place, operator: Operator, literal: Exclude<Literal, null>): boolean {
  const attribute = comparedOf(place)
  if (!attribute) return false
  const isComplex = place.attribute.type === 'complex'
  let value = isComplex ? own(element, attribute.name) : element
  if (value === undefined && attribute.name === 'primary' && place.attribute.multiValued) value = false
  if (value === undefined || value === null) return false
  const left = measure(value, attribute)
  const right = measure(literal, attribute)
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'co':
      return String(left).includes(String(right))
    case 'sw':
      return String(left).startsWith(String(right))
    case 'ew':
      return String(left).endsWith(String(right))
    case 'gt':
      return order(left, right) > 0
    case 'ge':
      return order(left, right) >= 0
    case 'lt':
      return order(left, right) < 0
    case 'le':
      return order(left, right) <= 0
  }
}

type Measure = string | number | boolean

function measure(value: Json, { type, caseExact }: Attribute): Measure {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const text = String(value)
  if (type === 'dateTime') return new Date(text).getTime()
  if (caseExact) return text
  return naiveFold(text)
}

function order(left: Measure, right: Measure): number {
  if (typeof left !== 'string' || typeof right !== 'string') return Number(left) - Number(right)
  return naiveOrder(left, right)
}

function partOf(element: Json, subAttribute: Attribute | undefined): Json | undefined {
  return subAttribute ? own(element, subAttribute.name) : element
}

function isPresent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false
  if (typeof value !== 'object') return true
  return Object.values(value).some((part) => isPresent(part))
}

function own(holder: Json | undefined, name: string): Json | undefined {
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined
  return Object.hasOwn(holder, name) ? (holder as JsonObject)[name] : undefined
}
