import type { AttributeExpression, Filter, PresenceExpression } from '../filter/filter.js'
import { valuesIn } from '../filter/values-at.js'
import { isJsonObject, isList, type Json } from '../resource/resource.js'
import { expressionsIn } from './filter-terms.js'

/** What work costs, in steps of about a tenth of a microsecond. */
export const stepsOf = { look: 1, key: 4, part: 4, operation: 16 } as const

/** What it costs to read all of a value. */
export function valueSteps(value: Json): number {
  if (typeof value === 'string') return stepsOf.look + textSteps(value)
  let steps: number = stepsOf.look
  if (isList(value)) for (const element of value) steps += valueSteps(element)
  else if (isJsonObject(value)) for (const name of Object.keys(value)) steps += valueSteps(value[name] ?? null)
  return steps
}

/** What it costs to make the key of a value: what that has beside its `value` and `type` is not read. */
export function keySteps(value: Json): number {
  if (!isJsonObject(value) || value.value === undefined) return stepsOf.key + valueSteps(value)
  return stepsOf.key + valueSteps(value.value) + valueSteps(value.type ?? null)
}

/** What it costs to see whether a value satisfies a filter: each comparison folds two texts and may search one in the other. */
export function lookStepsOf(filter: Filter): (value: Json) => number {
  const expressions = expressionsIn(filter)
  return (value) => {
    let steps = 0
    for (const expression of expressions) steps += expressionSteps(expression, value)
    return steps
  }
}

function expressionSteps(expression: AttributeExpression | PresenceExpression, value: Json): number {
  if (expression.kind === 'present' || typeof expression.value !== 'string') return stepsOf.look
  const sought = expression.value
  const searching = expression.operator === 'co' ? sought.length / unitsSearched : 0
  let steps = stepsOf.look + textSteps(sought)
  for (const text of valuesIn(expression.path, value)) {
    if (typeof text === 'string') steps += textSteps(text) + text.length * searching
  }
  return steps
}

/** ASCII is read so many times faster than what must be normalised. */
const unitsRead = 64

/** A search may compare at every place nearly all of the text it looks for: these many units in a step. */
const unitsSearched = 256

function textSteps(text: string): number {
  return ascii.test(text) ? text.length / unitsRead : text.length
}

const ascii = /^[ -~]*$/
