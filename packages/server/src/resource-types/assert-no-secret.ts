import type { Attribute, Schema } from '@rollcall/scim'
import { Refusal } from '../refusal.js'

/**
 * What is only ever written is a secret (RFC 7643 §2.2, §9.2), and of a tenant's own attributes the text itself would be stored.
 *
 * @throws Refusal for a schema with an attribute of `mutability: writeOnly`, at any depth.
 */
export function assertNoSecret({ id, attributes }: Schema): void {
  const name = attributes.map(secretIn).find((found) => found !== undefined)
  if (name === undefined) return
  throw new Refusal(
    `'${name}' of '${id}' cannot be 'writeOnly': only the password of a User is hashed, and this would be stored as it is sent.`,
  )
}

function secretIn({ name, mutability, subAttributes }: Attribute): string | undefined {
  if (mutability === 'writeOnly') return name
  const inner = subAttributes.find((subAttribute) => subAttribute.mutability === 'writeOnly')
  return inner && `${name}.${inner.name}`
}
