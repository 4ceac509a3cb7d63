import type { Manner } from '../manner.js'
import type { Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { tooMany } from '../scim-error.js'
import { keySteps, stepsOf } from './steps.js'
import { type ValueKey, valueKeyOf } from './value-key.js'

/** What the operations of one request share while they are applied. */
export interface Patching {
  readonly resourceType: ResourceType
  readonly manner: Manner
  /** Counts the steps of work that is about to be done. @throws ScimError tooMany */
  readonly spend: (steps: number) => void
  /** Asks whether there is room for so many steps, which are not counted yet. @throws ScimError tooMany */
  readonly requireSteps: (steps: number) => void
  /** The key of a value of the attribute, made once however many operations look for it. @throws ScimError tooMany */
  readonly keyOf: (value: Json, attribute: Attribute) => ValueKey
}

/** As much work as one request may cause: about a tenth of a second. */
const mostSteps = 1_000_000

/** Starts to apply the operations of a request. */
export function startPatching(resourceType: ResourceType, manner: Manner): Patching {
  let left = mostSteps
  const requireSteps = (steps: number): void => {
    if (steps > left) throw tooMany('The operations of this request look at too many values: send fewer at once.')
  }
  const spend = (steps: number): void => {
    requireSteps(steps)
    left -= steps
  }
  return { resourceType, manner, spend, requireSteps, keyOf: createKeys(spend) }
}

/** Values never change, they are replaced: so a key that was made once stays right. */
function createKeys(spend: Patching['spend']): Patching['keyOf'] {
  const keysOf = new Map<Attribute, Map<Json, ValueKey>>()
  return (value, attribute) => {
    const keys = keysOf.get(attribute) ?? new Map<Json, ValueKey>()
    if (keys.size === 0) keysOf.set(attribute, keys)
    const known = keys.get(value)
    spend(known ? stepsOf.look : keySteps(value))
    if (known) return known
    const key = valueKeyOf(value, attribute)
    keys.set(value, key)
    return key
  }
}
