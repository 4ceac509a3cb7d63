import type { Manner } from '../manner.js'
import { assertName, attributesIn, memberOf } from '../resource/member-of.js'
import { lastSegment } from '../resource/read-value.js'
import { isJsonObject, type JsonObject } from '../resource/resource.js'
import { ignoreUnknownAttributes } from '../resource/vendor-dialects.js'
import { findAttribute } from '../schema/attribute.js'
import { findAttributePath, findExtension, printAttributePath } from '../schema/attribute-path.js'
import { commonAttributes } from '../schema/common-attributes.js'
import { isReferenceToValue } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { invalidSyntax, mutability, ScimError } from '../scim-error.js'
import { type PatchPath, parsePatchPath } from './patch-path.js'
import { ignoreReadOnlyKeys, ignoreUnsupportedAttributes } from './vendor-dialects.js'

/** What an operation assigns to: an attribute, some of its values, or a part of them. */
export type PatchTarget = Extract<PatchPath, { readonly kind: 'attribute' }>

/** An attribute that an operation's value names, with what it is to become. */
export interface TargetMember {
  readonly target: PatchPath
  readonly value: unknown
}

/**
 * The target of an operation's path; undefined when it is ignored (D-38).
 *
 * @throws ScimError invalidPath · mutability for what is read-only (D-39)
 */
export function resolveTarget(path: string, resourceType: ResourceType, manner: Manner): PatchPath | undefined {
  const target = parseSupportedPath(path, resourceType, manner)
  const readOnly = target && readOnlyIn(target)
  if (readOnly) throw mutability(`'${readOnly}' is read-only.`)
  return target
}

function parseSupportedPath(path: string, resourceType: ResourceType, manner: Manner): PatchPath | undefined {
  try {
    return parsePatchPath(path, resourceType, manner)
  } catch (error) {
    if (error instanceof ScimError && ignoreUnsupportedAttributes(path, resourceType, manner)) return undefined
    throw error
  }
}

/**
 * The attributes that the value of an operation without a path names: each key is a path, dotted or with its URN where it
 * likes (D-06, Q13). With a schema, the keys are attributes of that extension.
 *
 * @throws ScimError invalidSyntax, invalidPath, mutability
 */
export function resolveMembers(
  value: JsonObject,
  resourceType: ResourceType,
  manner: Manner,
  schema?: Schema,
): readonly TargetMember[] {
  const members = new Map<string, TargetMember>()
  for (const [key, part] of entriesOf(value, resourceType)) {
    assertName(key)
    const target = findMemberTarget(key, schema, resourceType, manner)
    if (!target) ignoreUnknownAttributes(key, schema?.id ?? resourceType.name, manner)
    if (!target || isSchemas(target)) continue
    const readOnly = readOnlyIn(target)
    if (readOnly) {
      ignoreReadOnlyKeys(readOnly, manner)
      continue
    }
    const name = nameOf(target, key)
    if (members.has(name)) throw invalidSyntax(`'${name}' is given more than once.`)
    members.set(name, { target, value: part })
  }
  return [...members.values()]
}

/** The base schema's URN may hold its attributes as an extension's does. */
function entriesOf(value: JsonObject, resourceType: ResourceType): readonly (readonly [string, unknown])[] {
  const entries = attributesIn(value, 'value')
  const base = memberOf(value, resourceType.schema.id)
  if (!isJsonObject(base)) return entries
  return entries.flatMap(([key, part]) => (part === base ? attributesIn(base, key) : [[key, part] as const]))
}

function findMemberTarget(
  key: string,
  schema: Schema | undefined,
  resourceType: ResourceType,
  manner: Manner,
): PatchPath | undefined {
  const extension = schema ? undefined : findExtension(key, resourceType)
  if (extension) return { kind: 'extension', schema: extension }
  const name = schema ? `${schema.id}:${key}` : key
  if (name.includes('[')) return parsePatchPath(name, resourceType, manner)
  const path = findAttributePath(name, resourceType, manner)
  return path && { kind: 'attribute', path, valueFilter: undefined }
}

/** The name of what is read-only in the target. */
function readOnlyIn(target: PatchPath): string | undefined {
  if (target.kind === 'extension') return undefined
  const { attribute, subAttribute } = target.path
  const isReadOnly = attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly'
  return isReadOnly ? printAttributePath(target.path) : undefined
}

/** True for the common attribute `schemas`, which is computed from the data (D-65). */
export function isSchemas(target: PatchPath): target is PatchTarget {
  return (
    target.kind === 'attribute' && target.path.schema === commonAttributes && target.path.attribute.name === 'schemas'
  )
}

function nameOf(target: PatchPath, key: string): string {
  if (target.kind === 'extension') return target.schema.id
  return target.valueFilter ? key : printAttributePath(target.path)
}

/** A `$ref` to a resource is not kept: to assign it is to assign the id in it. */
export function followReference(member: TargetMember): TargetMember {
  const { target, value } = member
  if (target.kind === 'extension' || target.path.subAttribute?.name !== '$ref') return member
  const { attribute } = target.path
  if (!isReferenceToValue(attribute)) return member
  const path = { ...target.path, subAttribute: findAttribute(attribute.subAttributes, 'value') }
  return { target: { ...target, path }, value: typeof value === 'string' ? lastSegment(value) : value }
}
