import { compatibleManner, type Manner, strictManner } from '../manner.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import { type AttributePath, findAttributePath, findExtension } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { memberOf, withoutFilter } from './member-of.js'
import { isJsonObject, type JsonObject } from './resource.js'

/**
 * The attributes that the body of an accepted write names: the answer shows those among them that are otherwise returned on
 * request only (RFC 7643 §7, "returned"). Empty for a resource type that has none of these.
 */
export function givenAttributes(
  message: { readonly kind: 'resource' | 'patchOp'; readonly body: unknown },
  resourceType: ResourceType,
  manner: Manner,
): ReadonlySet<Attribute> {
  // What it tolerates was counted when the body was read.
  const giving: Giving = { given: new Set(), resourceType, manner: manner.strict ? strictManner : compatibleManner }
  if (!isJsonObject(message.body) || !hasRequested(resourceType)) return giving.given
  if (message.kind === 'resource') noteMembers(giving, message.body)
  else for (const operation of operationsOf(message.body)) noteOperation(giving, operation)
  return giving.given
}

interface Giving {
  readonly given: Set<Attribute>
  readonly resourceType: ResourceType
  readonly manner: Manner
}

function hasRequested({ schema, schemaExtensions }: ResourceType): boolean {
  const isRequested = ({ returned, subAttributes }: Attribute): boolean =>
    returned === 'request' || subAttributes.some(isRequested)
  return [schema, ...schemaExtensions.map((extension) => extension.schema)].some(({ attributes }) =>
    attributes.some(isRequested),
  )
}

function operationsOf(patchOp: JsonObject): readonly JsonObject[] {
  const operations = memberOf(patchOp, 'Operations')
  return Array.isArray(operations) ? operations.filter(isJsonObject) : []
}

function noteOperation(giving: Giving, operation: JsonObject): void {
  const path = memberOf(operation, 'path')
  const value = memberOf(operation, 'value')
  const extension = typeof path === 'string' ? findExtension(path.trim(), giving.resourceType) : undefined
  if (typeof path !== 'string' || extension) noteMembers(giving, value, extension)
  else notePath(giving, findAttributePath(withoutFilter(path.trim()), giving.resourceType, giving.manner), value)
}

function noteMembers(giving: Giving, value: unknown, schema?: Schema): void {
  if (!isJsonObject(value)) return
  for (const [name, part] of Object.entries(value)) {
    const extension = schema ? undefined : findExtension(name, giving.resourceType)
    const fullName = schema ? `${schema.id}:${name}` : name
    if (extension) noteMembers(giving, part, extension)
    else notePath(giving, findAttributePath(fullName, giving.resourceType, giving.manner), part)
  }
}

function notePath({ given }: Giving, path: AttributePath | undefined, value: unknown): void {
  if (!path) return
  given.add(path.attribute)
  if (path.subAttribute) given.add(path.subAttribute)
  for (const element of Array.isArray(value) ? value : [value]) {
    for (const name of isJsonObject(element) ? Object.keys(element) : []) {
      const part = findAttribute(path.attribute.subAttributes, name)
      if (part) given.add(part)
    }
  }
}
