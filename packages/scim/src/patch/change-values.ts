import { matchesValue } from '../filter/matches.js'
import { isAssigned } from '../resource/canonical-text.js'
import { assertCount, isGrant } from '../resource/read-value.js'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { invalidValue } from '../scim-error.js'
import { addValues, type ChangedValues } from './add-values.js'
import { assertImmutableParts, changePart } from './change-value.js'
import { createSelectedValue } from './create-selected-value.js'
import { sizeOf } from './filter-terms.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'
import type { Patching } from './patching.js'
import { withoutListed } from './without-listed.js'

/**
 * What becomes of the values of a multi-valued attribute (RFC 7644 §3.5.2.1 to §3.5.2.3).
 *
 * @throws ScimError noTarget, mutability, invalidValue, tooMany
 */
export function changeValues(
  before: Json | undefined,
  operation: PatchOperation,
  target: PatchTarget,
  patching: Patching,
): Json {
  const values = isList(before) ? before : []
  if (operation.kind === 'remove') return removeFrom(values, operation, target, patching)
  const { attribute } = target.path
  const changed = assignTo(values, operation, target, patching)
  assertCount(changed.values.length, attribute.name)
  return demoteOthers(changed, attribute)
}

type Removal = Extract<PatchOperation, { readonly kind: 'remove' }>
type Assignment = Exclude<PatchOperation, Removal>

function removeFrom(
  values: readonly Json[],
  operation: Removal,
  target: PatchTarget,
  patching: Patching,
): readonly Json[] {
  const { attribute, subAttribute } = target.path
  if (operation.values) return withoutListed(values, operation.values, attribute)
  const isSelected = selectorOf(values, target, patching)
  if (!subAttribute) return values.filter((value) => !isSelected(value))
  const kept = values.map((value) =>
    isJsonObject(value) && isSelected(value) ? changePart(value, operation, attribute, subAttribute) : value,
  )
  return kept.filter((value) => isMeaningful(value, attribute, patching))
}

/** A role or entitlement is its `value`: without it nothing is granted. */
function isMeaningful(value: Json, attribute: Attribute, { resourceType }: Patching): boolean {
  if (!isAssigned(value)) return false
  return !isJsonObject(value) || !isGrant(attribute, resourceType) || value.value !== undefined
}

function assignTo(
  values: readonly Json[],
  operation: Assignment,
  target: PatchTarget,
  patching: Patching,
): ChangedValues {
  const { path, valueFilter } = target
  if (path.subAttribute || valueFilter) return changeSelected(values, operation, target, patching)
  const given = isList(operation.value) ? operation.value : [operation.value]
  if (operation.kind === 'add') return addValues(values, given, path.attribute)
  return { values: given, touched: new Set(given) }
}

function changeSelected(
  values: readonly Json[],
  operation: Assignment,
  target: PatchTarget,
  patching: Patching,
): ChangedValues {
  const isSelected = selectorOf(values, target, patching)
  const touched = new Set<Json>()
  const changed = values.map((value) => {
    if (!isSelected(value)) return value
    const next = changeOne(value, operation, target)
    touched.add(next)
    return next
  })
  if (touched.size > 0) return { values: changed, touched }
  const created = createSelectedValue(values, operation, target, patching)
  return { values: [...values, created], touched: new Set([created]) }
}

function changeOne(value: Json, operation: Assignment, { path }: PatchTarget): Json {
  const { attribute, subAttribute } = path
  if (!isJsonObject(value)) return operation.value
  if (subAttribute) return changePart(value, operation, attribute, subAttribute)
  return isJsonObject(operation.value) ? replaceValue(value, operation.value, attribute) : operation.value
}

/** "All matching record values SHALL be replaced": as a whole, but for what is immutable in them (D-10). */
function replaceValue(before: JsonObject, given: JsonObject, attribute: Attribute): JsonObject {
  assertImmutableParts(before, given, attribute)
  const kept = attribute.subAttributes.filter(
    (part) => part.mutability === 'immutable' && before[part.name] !== undefined,
  )
  return Object.assign(Object.create(null), given, Object.fromEntries(kept.map(({ name }) => [name, before[name]])))
}

/** Without a value filter, every value is selected. */
function selectorOf(
  values: readonly Json[],
  { valueFilter }: PatchTarget,
  patching: Patching,
): (value: Json) => boolean {
  if (!valueFilter) return () => true
  patching.spend(values.length * sizeOf(valueFilter))
  return (value) => matchesValue(valueFilter, value)
}

/** A value that becomes primary ends that of the others (RFC 7644 §3.5.2, D-11, Q48). */
function demoteOthers({ values, touched }: ChangedValues, attribute: Attribute): readonly Json[] {
  const primaries = values.filter((value) => touched.has(value) && isPrimary(value))
  if (primaries.length > 1) throw invalidValue(`Only one value of '${attribute.name}' can be primary.`)
  const [primary] = primaries
  if (primary === undefined) return values
  return values.map((value) =>
    value !== primary && isPrimary(value) ? Object.assign(Object.create(null), value, { primary: false }) : value,
  )
}

function isPrimary(value: Json): boolean {
  return isJsonObject(value) && value.primary === true
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
