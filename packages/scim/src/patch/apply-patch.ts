import { type Manner, strictManner } from '../manner.js'
import { isAssigned } from '../resource/canonical-text.js'
import { isJsonObject, type Json } from '../resource/resource.js'
import { assertImmutable, assertImmutables } from '../resource/validate-resource.js'
import type { Attribute } from '../schema/attribute.js'
import { type AttributePath, printAttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { mutability } from '../scim-error.js'
import { changeValue } from './change-value.js'
import { changeValues } from './change-values.js'
import { leastSteps } from './least-steps.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'
import { type Patching, startPatching } from './patching.js'
import { stepsOf, valueSteps } from './steps.js'

/**
 * Applies the operations of a PATCH request in their order and gives the resource that results (RFC 7644 §3.5.2). The given
 * one is not touched, so that a refused request changes nothing (Q41); its names are in the schema's case. `T` describes it
 * before and after: what a PATCH may remove is optional there. The result, and what changed in it, are objects without a
 * prototype, a class's methods gone. A `password` that was assigned stands in it in plain text: the caller takes it out and
 * hashes it. The manner is strict where none is given: `parsePatchOp` and this get the same one.
 *
 * @throws ScimError noTarget, mutability, invalidValue, tooMany
 */
export function applyPatch<T extends object>(
  resource: T,
  operations: readonly PatchOperation[],
  resourceType: ResourceType,
  manner: Manner = strictManner,
): T {
  const patching = startPatching(resourceType, manner)
  // Copied once: values are replaced in it, and never changed themselves.
  const draft = copyOf(resource)
  patching.requireSteps(leastSteps(operations, (path) => valueAt(draft, path)))
  for (const operation of operations) applyOperation(draft, operation, patching)
  // What the caller calls a resource is JSON here.
  return draft as T
}

type Draft = Record<string, Json | undefined>

function copyOf(object: object): Draft {
  return Object.assign(Object.create(null), object)
}

function applyOperation(draft: Draft, operation: PatchOperation, patching: Patching): void {
  const { target } = operation
  patching.spend(stepsOf.operation)
  if (target.kind === 'extension') removeExtension(draft, target.schema, patching.resourceType)
  else changeAttribute(draft, operation, target, patching)
}

function changeAttribute(draft: Draft, operation: PatchOperation, target: PatchTarget, patching: Patching): void {
  const { path } = target
  const before = valueAt(draft, path)
  const change = path.attribute.multiValued ? changeValues : changeValue
  const after = change(before, operation, target, patching)
  assertAllowed(before, after, path, patching)
  setValue(draft, path, after)
}

/** "If an attribute is removed or becomes unassigned and is defined as a required attribute …" (§3.5.2.2) */
function assertAllowed(
  before: Json | undefined,
  after: Json | undefined,
  path: AttributePath,
  patching: Patching,
): void {
  if (before === undefined) return
  const { attribute } = path
  if (attribute.required && !isAssigned(after)) throw mutability(`'${nameOf(path)}' is required: it cannot be removed.`)
  if (attribute.mutability === 'immutable') patching.spend(2 * valueSteps(before))
  if (holdsImmutable(attribute)) assertImmutable(before, after, attribute, nameOf(path))
}

function nameOf(path: AttributePath): string {
  return printAttributePath({ ...path, subAttribute: undefined })
}

/** The values of a multi-valued attribute come and go as wholes (D-40). */
function holdsImmutable({ mutability, multiValued, subAttributes }: Attribute): boolean {
  return mutability === 'immutable' || (!multiValued && subAttributes.some(holdsImmutable))
}

function valueAt(draft: Draft, path: AttributePath): Json | undefined {
  const { name } = path.attribute
  const holder = path.extension === undefined ? draft : draft[path.extension]
  // The caller's extension may have a prototype, and a schema an attribute `toString`.
  return isJsonObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined
}

function setValue(draft: Draft, path: AttributePath, value: Json | undefined): void {
  const { name } = path.attribute
  if (path.extension === undefined) {
    setMember(draft, name, value)
    return
  }
  const data = draft[path.extension]
  const extension = copyOf(isJsonObject(data) ? data : {})
  setMember(extension, name, value)
  setMember(draft, path.extension, extension)
}

/** Gives the member another value, or removes it when there is none. */
function setMember(draft: Draft, name: string, value: Json | undefined): void {
  if (isAssigned(value)) draft[name] = value
  else delete draft[name]
}

function removeExtension(draft: Draft, schema: Schema, resourceType: ResourceType): void {
  if (resourceType.schemaExtensions.some((extension) => extension.schema === schema && extension.required)) {
    throw mutability(`A ${resourceType.name} needs the extension '${schema.id}': it cannot be removed.`)
  }
  assertImmutables(draft[schema.id], undefined, schema.attributes, `${schema.id}:`)
  delete draft[schema.id]
}
