import type { Filter } from '../filter/filter.js'
import { strictManner } from '../manner.js'
import { isLinks, type MemberValue, memberId, readMembers } from '../resource/read-members.js'
import { type Id, isJsonObject, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidPath, mutability } from '../scim-error.js'
import { expressionsIn } from './filter-terms.js'
import { idsIn } from './ids-in.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'

export { type MemberValue, readMembers } from '../resource/read-members.js'

/** A change of a group's members: never of a list that somebody holds, since a group may have 100,000. */
export type MembershipOperation =
  | { readonly kind: 'add'; readonly values: readonly MemberValue[] }
  | { readonly kind: 'remove'; readonly ids: readonly Id[] }
  | { readonly kind: 'removeMatching'; readonly filter: Filter }
  | { readonly kind: 'replace'; readonly values: readonly MemberValue[] }
  | { readonly kind: 'clear' }

/**
 * Parts the operations on the attribute that is kept as links from those on the document, each in their order.
 *
 * @throws ScimError mutability for what would change a member in place (D-40)
 */
export function splitMembership(
  operations: readonly PatchOperation[],
  resourceType: ResourceType,
): { readonly document: readonly PatchOperation[]; readonly membership: readonly MembershipOperation[] } {
  const document: PatchOperation[] = []
  const membership: MembershipOperation[] = []
  for (const operation of operations) {
    const { target } = operation
    if (target.kind === 'extension' || !isLinks(target.path, resourceType)) document.push(operation)
    else membership.push(...membershipOf(operation, target, resourceType))
  }
  return { document, membership }
}

function membershipOf(
  operation: PatchOperation,
  target: PatchTarget,
  resourceType: ResourceType,
): readonly MembershipOperation[] {
  const { attribute, subAttribute } = target.path
  const isWhole = !subAttribute && !target.valueFilter
  if (target.valueFilter) assertSeesLinks(target.valueFilter, attribute)
  switch (operation.kind) {
    case 'remove':
      if (subAttribute)
        throw mutability(`'${attribute.name}.${subAttribute.name}' is immutable: remove the value as a whole.`)
      return [removalOf(target.valueFilter, operation.values, resourceType)]
    case 'add':
      if (isWhole) return [{ kind: 'add', values: membersIn(operation.value, resourceType) }]
      return [{ kind: 'add', values: [{ value: assertSameMember(target, operation.value) }] }]
    case 'replace':
      if (isWhole) return [{ kind: 'replace', values: membersIn(operation.value, resourceType) }]
      assertSameMember(target, operation.value)
      return []
  }
}

/** A link shows whom it leads to: the rest, such as `$ref`, follows from that and is not kept. */
const shownByLinks: ReadonlySet<string> = new Set(['value', 'type', 'display'])

/** @throws ScimError invalidPath for a filter on what a link does not show */
function assertSeesLinks(filter: Filter, attribute: Attribute): void {
  for (const { path } of expressionsIn(filter)) {
    const part = path.subAttribute?.name
    if (part === undefined || shownByLinks.has(part)) continue
    throw invalidPath(`'${attribute.name}.${part}' is not kept: select by ${[...shownByLinks].join(', ')}.`)
  }
}

function removalOf(
  filter: Filter | undefined,
  values: readonly Json[] | undefined,
  resourceType: ResourceType,
): MembershipOperation {
  if (values) return { kind: 'remove', ids: membersIn(values, resourceType).map(({ value }) => value) }
  if (!filter) return { kind: 'clear' }
  const ids = idsIn(filter)
  return ids ? { kind: 'remove', ids } : { kind: 'removeMatching', filter }
}

/** Whom a member is cannot be changed; to say again whom it is changes nothing (D-40). */
function assertSameMember(target: PatchTarget, value: Json): Id {
  const { attribute, subAttribute } = target.path
  const [id, ...others] = (target.valueFilter && idsIn(target.valueFilter)) ?? []
  const given = isJsonObject(value) ? value.value : value
  const isId = (!subAttribute || subAttribute.name === 'value') && typeof given === 'string'
  if (id === undefined || !isId || memberId(given, attribute) !== id || others.length > 0) {
    throw mutability(`The values of '${attribute.name}' are immutable: remove one and add another.`)
  }
  return id
}

/** The operation's value was read by `readMembers` already; here it gets its type back. */
function membersIn(value: Json, resourceType: ResourceType): readonly MemberValue[] {
  return readMembers(value, resourceType, strictManner)
}
