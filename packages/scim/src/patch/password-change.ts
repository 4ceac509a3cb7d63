import type { ResourceType } from '../schema/resource-type.js'
import type { PatchOperation } from './patch-operation.js'

/** What a PATCH does to the password, which is no part of the document it is applied to. */
export type PasswordChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly password: string }
  | { readonly kind: 'remove' }

/** The last operation on the password counts, as if they were applied in order. */
export function passwordChangeOf(operations: readonly PatchOperation[], resourceType: ResourceType): PasswordChange {
  const name = resourceType.keptApart.password
  if (name === undefined) return { kind: 'none' }
  const last = operations.findLast(
    ({ target }) =>
      target.kind === 'attribute' && target.path.extension === undefined && target.path.attribute.name === name,
  )
  if (!last) return { kind: 'none' }
  if (last.kind === 'remove' || typeof last.value !== 'string') return { kind: 'remove' }
  return { kind: 'set', password: last.value }
}
