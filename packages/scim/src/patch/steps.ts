import type { AttributeExpression, Filter, PresenceExpression } from '../filter/filter.js'
import { valuesIn } from '../filter/values-at.js'
import { isJsonObject, isList, type Json } from '../resource/resource.js'
import { expressionsIn } from './filter-terms.js'

/** What work costs, in steps of about a fifth of a microsecond. */
export const stepsOf = { look: 1, key: 4, part: 4, operation: 16 } as const

/** What it costs to read all of a value. */
export function valueSteps(value: Json): number {
  if (typeof value === 'string') return stepsOf.look + textSteps(value)
  if (isList(value)) return value.reduce<number>((sum, element) => sum + valueSteps(element), stepsOf.look)
  if (!isJsonObject(value)) return stepsOf.look
  return Object.values(value).reduce<number>((sum, part) => sum + valueSteps(part ?? null), stepsOf.look)
}

/** What it costs to see whether a value satisfies a filter: each comparison folds two texts and may search one in the other. */
export function lookStepsOf(filter: Filter): (value: Json) => number {
  const expressions = expressionsIn(filter)
  return (value) => expressions.reduce((sum, expression) => sum + expressionSteps(expression, value), 0)
}

function expressionSteps(expression: AttributeExpression | PresenceExpression, value: Json): number {
  if (expression.kind === 'present' || typeof expression.value !== 'string') return stepsOf.look
  const sought = expression.value
  const texts = valuesIn(expression.path, value).filter((text) => typeof text === 'string')
  const searching = expression.operator === 'co' ? sought.length / unitsSearched : 0
  return texts.reduce((sum, text) => sum + textSteps(text) + text.length * searching, stepsOf.look + textSteps(sought))
}

/** ASCII is read so many times faster than what must be normalised. */
const unitsRead = 64

/** A search may compare at every place nearly all of the text it looks for: these many units in a step. */
const unitsSearched = 256

function textSteps(text: string): number {
  return ascii.test(text) ? text.length / unitsRead : text.length
}

const ascii = /^[ -~]*$/
