import type { AnswerShape } from '../operations/answer.js'
import type { Targets } from '../operations/read-targets.js'
import { referencesOf } from '../resource/references.js'
import { isShown, type Projection, parseProjection, showsAttribute } from '../resource/returned-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import type { Exchange } from './exchange.js'
import { type RequestParameters, readParameters } from './read-parameters.js'

/** What the client wants to see of the answer. */
export interface RequestShape {
  readonly parameters: RequestParameters
  readonly projection: Projection | undefined
  readonly shape: AnswerShape
}

/** What the client's URL wants to see, and what of it must be read from rows of its own (RFC 7644 §3.9). */
export function readShape(exchange: Exchange, type: ResourceType): RequestShape {
  return requestShape(exchange, type, readParameters(exchange.url, exchange.operations.manner))
}

/** What parameters want to see of a type. @throws ScimError invalidValue */
export function requestShape(exchange: Exchange, type: ResourceType, parameters: RequestParameters): RequestShape {
  const projection = parseProjection(parameters, type, exchange.operations.manner)
  return { parameters, projection, shape: shapeOf(projection, type) }
}

/** What a projection needs of what is kept apart. */
export function shapeOf(projection: Projection | undefined, type: ResourceType): AnswerShape {
  const shows = (name: string | undefined) => name !== undefined && showsAttribute(projection, name, type)
  const { grants, groups, links } = type.keptApart
  return { grants: shows(grants?.role) || shows(grants?.entitlement), groups: shows(groups), links: shows(links) }
}

/** Whether the answer shows the links of a resource: a group's members. */
export function needsLinks(type: ResourceType, shape: AnswerShape): boolean {
  return type.keptApart.links !== undefined && shape.links
}

/** What the shown references of some resources of a type lead to. */
export function readShownTargets(
  { operations }: Exchange,
  type: ResourceType,
  items: readonly StoredResource[],
  projection: Projection | undefined,
): Promise<Targets> {
  const shown = referencesOf(type).filter(({ attribute }) => isShown(projection, attribute))
  return operations.targets(items, shown)
}
