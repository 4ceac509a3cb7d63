import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { contended, invalidValue, type ScimError, uniqueness } from '../scim-error.js'
import { ClaimTaken, Contended, LimitReached, ReferenceMissing } from '../storage/resource-store.js'

/** Says in the protocol's words why a write set on resources of these types could not be committed; undefined for a bug. */
export function findCommitRefusal(error: unknown, types: readonly ResourceType[]): ScimError | undefined {
  if (error instanceof ClaimTaken) return uniqueness(`Another ${nameOf(types)} has this '${error.attribute}' already.`)
  if (error instanceof ReferenceMissing) return unknownReference(error.ids)
  if (error instanceof LimitReached) return invalidValue(`No more of '${error.counter}' can be assigned.`)
  if (error instanceof Contended) return contended('Too many writers are changing this resource; try again.', 1)
  return undefined
}

/** Which of several resources it was is not known after the commit. */
function nameOf(types: readonly ResourceType[]): string {
  const [type, ...others] = new Set(types)
  return type && others.length === 0 ? type.name : 'resource'
}

/** A member that does not exist is refused by its name and never dropped (Q25, D-54). */
export function unknownReference(ids: readonly Id[]): ScimError {
  const named = ids.slice(0, mostNamed).map((id) => `'${id}'`)
  const others = ids.length - named.length
  return invalidValue(`No resource has the id ${named.join(', ')}${others > 0 ? `, nor ${others} others` : ''}.`)
}

/** A refusal names some of what is wrong, not a hundred thousand ids. */
const mostNamed = 10
