import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { contended, invalidValue, type ScimError, uniqueness } from '../scim-error.js'
import { ClaimTaken, Contended, LimitReached, ReferenceMissing } from '../storage/storage-refusals.js'
import type { SeatRules } from './operation-context.js'

/**
 * Says in the protocol's words why a write set on resources of these types could not be committed, among all types of the
 * tenant; undefined for a bug. Seats that are all taken: 400, since 409 means to clients that the user is there already.
 */
export function findCommitRefusal(
  error: unknown,
  types: readonly ResourceType[],
  all: readonly ResourceType[],
  seats?: SeatRules,
): ScimError | undefined {
  if (error instanceof ClaimTaken) {
    return uniqueness(`Another ${holderOf(error.attribute, types, all)} has this '${error.attribute}' already.`)
  }
  if (error instanceof ReferenceMissing) return unknownReference(error.ids)
  if (error instanceof LimitReached) {
    return invalidValue(seats?.sentenceOf(error.counter) ?? `No more of '${error.counter}' can be assigned.`)
  }
  if (error instanceof Contended) return contended('Too many writers are changing this resource; try again.', 1)
  return undefined
}

/** Which of several resources it was is not known after the commit; nor who holds what is unique in several types at once. */
function holderOf(claim: string, types: readonly ResourceType[], all: readonly ResourceType[]): string {
  const [type, ...others] = new Set(types)
  if (!type || others.length > 0) return 'resource'
  const urn = claimingSchemaOf(claim, type)
  return all.some((each) => each.name !== type.name && schemasOf(each).includes(urn)) ? 'resource' : type.name
}

/** Claims are a schema's: an attribute of an extension is named with its URN. */
function claimingSchemaOf(claim: string, type: ResourceType): string {
  return type.schemaExtensions.find(({ schema }) => claim.startsWith(`${schema.id}:`))?.schema.id ?? type.schema.id
}

function schemasOf({ schema, schemaExtensions }: ResourceType): readonly string[] {
  return [schema.id, ...schemaExtensions.map((extension) => extension.schema.id)]
}

/** A member that does not exist is refused by its name and never dropped (Q25, D-54). */
export function unknownReference(ids: readonly Id[]): ScimError {
  const named = ids.slice(0, mostNamed).map((id) => `'${id}'`)
  const others = ids.length - named.length
  return invalidValue(`No resource has the id ${named.join(', ')}${others > 0 ? `, nor ${others} others` : ''}.`)
}

/** A refusal names some of what is wrong, not a hundred thousand ids. */
const mostNamed = 10
