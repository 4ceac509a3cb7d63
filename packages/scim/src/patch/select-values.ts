import { matchesValue } from '../filter/matches.js'
import type { Json } from '../resource/resource.js'
import type { PatchTarget } from './patch-target.js'
import type { Patching } from './patching.js'
import { lookStepsOf } from './steps.js'

/**
 * Tells of each value whether the target's value filter selects it; without one, every value is selected.
 *
 * @throws ScimError tooMany, when it is asked
 */
export function selectValues({ valueFilter }: PatchTarget, patching: Patching): (value: Json) => boolean {
  if (!valueFilter) return () => true
  const stepsTo = lookStepsOf(valueFilter)
  return (value) => {
    patching.spend(stepsTo(value))
    return matchesValue(valueFilter, value)
  }
}
