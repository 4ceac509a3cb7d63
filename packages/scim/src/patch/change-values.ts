import { isAssigned } from '../resource/canonical-text.js'
import { assertCount, isGrant } from '../resource/read-value.js'
import { isJsonObject, isList, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import { invalidValue } from '../scim-error.js'
import { addValues, type ChangedValues } from './add-values.js'
import { changePart, replaceValue } from './change-value.js'
import { createSelectedValue } from './create-selected-value.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'
import type { Patching } from './patching.js'
import { selectValues } from './select-values.js'
import { stepsOf, valueSteps } from './steps.js'
import { withoutListed } from './without-listed.js'
import { withoutRepeats } from './without-repeats.js'

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
  patching.spend(stepsOf.look * values.length)
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
  if (operation.values) return withoutListed(values, operation.values, attribute, patching)
  const isSelected = selectValues(target, patching)
  // A role or entitlement is its `value`: without it nothing is granted.
  const isWhole =
    subAttribute === undefined || (subAttribute.name === 'value' && isGrant(attribute, patching.resourceType))
  if (isWhole) return values.filter((value) => !isSelected(value))
  const kept = values.map((value) => {
    if (!isJsonObject(value) || !isSelected(value)) return value
    spendOnChange(value, operation, target, patching)
    return changePart(value, operation, attribute, subAttribute)
  })
  return kept.filter(isAssigned)
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
  if (operation.kind === 'add') return addValues(values, given, path.attribute, patching)
  return { values: given, touched: new Set(given) }
}

function changeSelected(
  values: readonly Json[],
  operation: Assignment,
  target: PatchTarget,
  patching: Patching,
): ChangedValues {
  const isSelected = selectValues(target, patching)
  const touched = new Set<Json>()
  const changed = values.map((value) => {
    if (!isSelected(value)) return value
    spendOnChange(value, operation, target, patching)
    const next = changeOne(value, operation, target)
    touched.add(next)
    return next
  })
  const { attribute } = target.path
  if (touched.size > 0) return { values: withoutRepeats(changed, touched, attribute, patching), touched }
  const created = createSelectedValue(values, operation, target, patching)
  return { values: [...values, created], touched: new Set([created]) }
}

function changeOne(value: Json, operation: Assignment, { path }: PatchTarget): Json {
  const { attribute, subAttribute } = path
  if (isJsonObject(value) && subAttribute) return changePart(value, operation, attribute, subAttribute)
  // "All matching record values SHALL be replaced": as wholes (D-10).
  if (isJsonObject(value) && isJsonObject(operation.value)) return replaceValue(value, operation.value, attribute)
  return operation.value
}

/** A value that changes is made anew, part by part; what it is given is compared where it is immutable. */
function spendOnChange(value: Json, operation: PatchOperation, { path }: PatchTarget, { spend }: Patching): void {
  const { attribute, subAttribute } = path
  const part = isJsonObject(value) && subAttribute ? value[subAttribute.name] : undefined
  if (operation.kind === 'remove' && part === undefined) return
  const given = operation.kind === 'remove' ? 0 : valueSteps(operation.value)
  spend(stepsOf.part * attribute.subAttributes.length + given + (isList(part) ? part.length : 0))
}

/** A value that becomes primary ends that of the others (RFC 7644 §3.5.2, D-11, Q48). */
function demoteOthers({ values, touched }: ChangedValues, attribute: Attribute): readonly Json[] {
  const [primary, another] = values.filter((value) => isPrimary(value) && touched.has(value))
  if (another !== undefined) throw invalidValue(`Only one value of '${attribute.name}' can be primary.`)
  if (primary === undefined) return values
  return values.map((value) =>
    value !== primary && isPrimary(value) ? Object.assign(Object.create(null), value, { primary: false }) : value,
  )
}

function isPrimary(value: Json): boolean {
  return isJsonObject(value) && value.primary === true
}
