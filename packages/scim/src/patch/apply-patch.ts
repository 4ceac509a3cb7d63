import type { Manner } from '../manner.js'
import { isAssigned } from '../resource/canonical-text.js'
import { isJsonObject, type Json, type JsonObject, type Resource } from '../resource/resource.js'
import { assertImmutable, assertImmutables } from '../resource/validate-resource.js'
import { type AttributePath, printAttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { mutability } from '../scim-error.js'
import { changeValue } from './change-value.js'
import { changeValues } from './change-values.js'
import type { PatchOperation } from './patch-operation.js'
import { type Patching, startPatching } from './patching.js'
import { stepsOf, valueSteps } from './steps.js'

/**
 * Applies the operations of a PATCH request in their order and gives the resource that results (RFC 7644 §3.5.2). The given
 * one is not touched, so that a refused request changes nothing (Q41).
 *
 * @throws ScimError noTarget, mutability, invalidValue, tooMany
 */
export function applyPatch(
  resource: Resource,
  operations: readonly PatchOperation[],
  resourceType: ResourceType,
  manner: Manner,
): Resource {
  const patching = startPatching(resourceType, manner)
  return operations.reduce((current, operation) => applyOperation(current, operation, patching), resource)
}

function applyOperation(resource: Resource, operation: PatchOperation, patching: Patching): Resource {
  const { target } = operation
  patching.spend(stepsOf.operation)
  if (target.kind === 'extension') return withoutExtension(resource, target.schema, patching.resourceType)
  const { path } = target
  const before = valueAt(resource, path)
  const change = path.attribute.multiValued ? changeValues : changeValue
  const after = change(before, operation, target, patching)
  assertAllowed(before, after, path, patching)
  return withValue(resource, path, after)
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
  const name = printAttributePath({ ...path, subAttribute: undefined })
  if (attribute.required && !isAssigned(after)) throw mutability(`'${name}' is required: it cannot be removed.`)
  if (attribute.mutability === 'immutable') patching.spend(2 * valueSteps(before))
  assertImmutable(before, after, attribute, name)
}

function valueAt(resource: Resource, path: AttributePath): Json | undefined {
  const holder = path.extension === undefined ? resource : resource[path.extension]
  return isJsonObject(holder) ? holder[path.attribute.name] : undefined
}

function withValue(resource: Resource, path: AttributePath, value: Json | undefined): Resource {
  if (path.extension === undefined) return withMember(resource, path.attribute.name, value)
  const data = resource[path.extension]
  const extension = withMember(isJsonObject(data) ? data : {}, path.attribute.name, value)
  return withMember(resource, path.extension, extension)
}

/** The object with another value under that name, or without it when there is none. */
function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  const copy: Record<string, Json | undefined> = Object.assign(Object.create(null), object)
  if (isAssigned(value)) copy[name] = value
  else delete copy[name]
  return copy
}

function withoutExtension(resource: Resource, schema: Schema, resourceType: ResourceType): Resource {
  if (resourceType.schemaExtensions.some((extension) => extension.schema === schema && extension.required)) {
    throw mutability(`A ${resourceType.name} needs the extension '${schema.id}': it cannot be removed.`)
  }
  assertImmutables(resource[schema.id], undefined, schema.attributes, `${schema.id}:`)
  return withMember(resource, schema.id, undefined)
}
