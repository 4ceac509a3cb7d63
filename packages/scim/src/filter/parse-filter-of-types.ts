import type { Manner } from '../manner.js'
import type { AttributePath } from '../schema/attribute-path.js'
import { commonAttributes } from '../schema/common-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Filter } from './filter.js'
import { matches } from './matches.js'
import { parseFilterAmong } from './parser.js'

/** What a filter says of the resources of one type: it matches all of them, none, or those that a filter of their own does. */
export interface TypeFilter {
  readonly type: ResourceType
  readonly filter: Filter | 'all' | 'none'
}

/**
 * Parses the filter of a query over several types (RFC 7644 §3.4.2.1) against each of them. What a type does not have has no
 * value there (D-16), so that `ne` holds (D-17); and `meta.resourceType` is known beforehand. What these decide is taken out:
 * the rest is a filter of the type's own attributes.
 *
 * @throws ScimError invalidFilter for a name that no type has, or a comparison that does not fit the attribute of one · tooMany
 */
export function parseFilterOfTypes(
  text: string,
  types: readonly ResourceType[],
  manner: Manner,
): readonly TypeFilter[] {
  return types.map((type) => {
    const others = types.filter((other) => other !== type)
    const filter = decide(parseFilterAmong(text, type, others, manner), type)
    return { type, filter: typeof filter !== 'boolean' ? filter : filter ? 'all' : 'none' }
  })
}

/** The filter without what the type alone decides; a truth value where nothing else is left. */
function decide(filter: Filter, type: ResourceType): Filter | boolean {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      if (!isOwn(filter.path, type)) return matches(filter, {})
      return isTypeName(filter.path) ? matches(filter, { meta: { resourceType: type.name } }) : filter
    case 'valuePath':
      return isOwn(filter.path, type) ? filter : false
    case 'not': {
      const operand = decide(filter.operand, type)
      return typeof operand === 'boolean' ? !operand : { ...filter, operand }
    }
    case 'logical': {
      const operands = filter.operands.map((operand) => decide(operand, type))
      // What makes an "or" true, and an "and" false, whatever the others are.
      const deciding = filter.operator === 'or'
      if (operands.includes(deciding)) return deciding
      const [first, ...rest] = operands.filter((operand) => typeof operand !== 'boolean')
      if (!first) return !deciding
      return rest.length === 0 ? first : { ...filter, operands: [first, ...rest] }
    }
  }
}

function isTypeName({ schema, attribute, subAttribute }: AttributePath): boolean {
  return schema === commonAttributes && attribute.name === 'meta' && subAttribute?.name === 'resourceType'
}

function isOwn({ schema }: AttributePath, type: ResourceType): boolean {
  if (schema === commonAttributes || schema === type.schema) return true
  return type.schemaExtensions.some((extension) => extension.schema === schema)
}
