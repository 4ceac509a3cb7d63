import type { Attribute } from '../schema/attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue, mutability } from '../scim-error.js'
import { canonicalText, isAssigned } from './canonical-text.js'
import { isJsonObject, isList, type Json, type JsonObject, type Resource } from './resource.js'

/**
 * Checks what no single value tells: required attributes are there (RFC 7643 §2.2), at most one value of an attribute is the
 * primary one (§2.4, D-11), roles and entitlements say which they are, required extensions are present (§6).
 *
 * @throws ScimError invalidValue
 */
export function validateResource(resource: Resource, resourceType: ResourceType): void {
  validateAttributes(resource, resourceType.schema.attributes, '')
  validateGrants(resource, resourceType)
  for (const { schema, required } of resourceType.schemaExtensions) {
    const data = resource[schema.id]
    if (isJsonObject(data)) validateAttributes(data, schema.attributes, `${schema.id}:`)
    else if (required) throw invalidValue(`A ${resourceType.name} needs the extension '${schema.id}'.`)
  }
}

/** A role or entitlement is its `value`: one that names none would be lost without a word (Q50). */
function validateGrants(resource: Resource, { keptApart }: ResourceType): void {
  const { grants } = keptApart
  if (!grants) return
  for (const name of [grants.role, grants.entitlement]) {
    for (const value of listOf(resource[name] ?? [])) {
      if (isJsonObject(value) && !hasValue(value.value)) throw invalidValue(`A value of '${name}' has no 'value'.`)
    }
  }
}

function validateAttributes(holder: JsonObject, attributes: readonly Attribute[], prefix: string): void {
  for (const attribute of attributes) {
    const name = prefix + attribute.name
    const value = holder[attribute.name]
    if (hasValue(value)) validateValue(value, attribute, name)
    // What is read-only comes from the service provider.
    else if (attribute.required && attribute.mutability !== 'readOnly') throw invalidValue(`'${name}' has no value.`)
  }
}

/** A required text must say something: an empty one is not present (D-18). */
function hasValue(value: Json | undefined): value is Json {
  return isAssigned(value) && value !== ''
}

function validateValue(value: Json, attribute: Attribute, name: string): void {
  if (attribute.type !== 'complex') return
  const values = listOf(value).filter(isJsonObject)
  const primaries = values.filter((element) => element.primary === true)
  if (attribute.multiValued && primaries.length > 1) throw invalidValue(`Only one value of '${name}' can be primary.`)
  for (const element of values) validateAttributes(element, attribute.subAttributes, `${name}.`)
}

/**
 * Checks that a write leaves the values of immutable attributes as they were (RFC 7643 §2.2, RFC 7644 §3.5.1): also those in
 * extensions and in single complex values, which must not go with what holds them. The values of a multi-valued attribute
 * come and go as wholes (D-40).
 *
 * @throws ScimError mutability
 */
export function assertMutability(before: Resource, after: Resource, resourceType: ResourceType): void {
  assertImmutables(before, after, resourceType.schema.attributes, '')
  for (const { schema } of resourceType.schemaExtensions) {
    assertImmutables(before[schema.id], after[schema.id], schema.attributes, `${schema.id}:`)
  }
}

/** The same for the attributes of one object. @throws ScimError mutability */
export function assertImmutables(
  before: Json | undefined,
  after: Json | undefined,
  attributes: readonly Attribute[],
  prefix: string,
): void {
  if (!isJsonObject(before)) return
  const changed = isJsonObject(after) ? after : undefined
  for (const attribute of attributes) {
    assertImmutable(before[attribute.name], changed?.[attribute.name], attribute, prefix + attribute.name)
  }
}

/** The same for the values of one attribute. @throws ScimError mutability */
export function assertImmutable(
  before: Json | undefined,
  after: Json | undefined,
  attribute: Attribute,
  name: string,
): void {
  if (!isAssigned(before)) return
  if (attribute.mutability === 'immutable') assertSame(before, after, name)
  else if (!attribute.multiValued) assertImmutables(before, after, attribute.subAttributes, `${name}.`)
}

/** @throws ScimError mutability when an immutable value changes or goes */
export function assertSame(before: Json, after: Json | undefined, name: string): void {
  if (!isAssigned(after)) throw mutability(`'${name}' is immutable: it cannot be removed.`)
  if (canonicalText(before) !== canonicalText(after)) {
    throw mutability(`'${name}' is immutable: it has a value, which cannot be changed.`)
  }
}

function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [value]
}
