import type { Json } from '../resource/resource.js'
import { findAttribute } from '../schema/attribute.js'
import { printAttributePath } from '../schema/attribute-path.js'
import { noTarget } from '../scim-error.js'
import { equalTerms } from './filter-terms.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'
import type { Patching } from './patching.js'
import { selectValues } from './select-values.js'
import { createMissingValue } from './vendor-dialects.js'

/**
 * The value that an operation means when its path selects none that is there yet: made of the terms of the filter and the
 * sub-attribute that is assigned (D-01, D-02, Q15).
 *
 * @throws ScimError noTarget, tooMany
 */
export function createSelectedValue(
  values: readonly Json[],
  operation: Exclude<PatchOperation, { readonly kind: 'remove' }>,
  target: PatchTarget,
  patching: Patching,
): Json {
  const { path, valueFilter } = target
  const { subAttribute } = path
  const name = printAttributePath({ ...path, subAttribute: undefined })
  const terms = valueFilter ? equalTerms(valueFilter) : {}
  // Terms that contradict each other describe no value.
  if (!subAttribute || !terms || !selectValues(target, patching)(terms))
    throw noTarget(`No value of '${name}' matches the filter of the path.`)
  // "If the target location path specifies an attribute that does not exist" (§3.5.2.3), that is an add.
  if (valueFilter && operation.kind === 'replace') createMissingValue(name, patching.manner)
  const created: Record<string, Json | undefined> = Object.assign(Object.create(null), terms)
  created[subAttribute.name] = operation.value
  if (!patching.manner.strict && values.length === 0 && findAttribute(path.attribute.subAttributes, 'primary')) {
    // The only value is the preferred one, unless it says it is not (Q15).
    created.primary ??= true
  }
  return created
}
