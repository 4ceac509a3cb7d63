import { isList, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { AttributePath } from '../schema/attribute-path.js'
import type { PatchOperation } from './patch-operation.js'
import { stepsOf } from './steps.js'

/**
 * What operations cost at least, as can be told before any of them is applied: one that assigns through a value filter goes
 * through the values that the resource has, and looks at each. Once an operation may have taken values of an attribute away,
 * those after it may be cheap, and count for nothing here.
 */
export function leastSteps(
  operations: readonly PatchOperation[],
  valueAt: (path: AttributePath) => Json | undefined,
): number {
  const shortened = new Set<Attribute>()
  let steps = 0
  for (const { kind, target } of operations) {
    if (target.kind === 'extension' || !target.path.attribute.multiValued) continue
    const { attribute } = target.path
    if (kind === 'remove' || (kind === 'replace' && !target.valueFilter)) shortened.add(attribute)
    if (!target.valueFilter || shortened.has(attribute)) continue
    const values = valueAt(target.path)
    if (isList(values)) steps += 2 * stepsOf.look * values.length
  }
  return steps
}
