import type { Json, JsonObject } from '../json.js'
import { oncePer } from '../once-per.js'
import type { Answer, AnswerLinks } from '../operations/answer.js'
import { versionOf } from '../operations/version.js'
import { mapReferences, referencesOf } from '../resource/references.js'
import { type Projection, projectResource } from '../resource/returned-attributes.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import { dateText } from '../schema/date-time.js'
import { labelOf } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Link, StoredResource } from '../storage/resource-store.js'
import { grantLists, parseDocument, viewOf } from '../storage/resource-view.js'

/** Where the client stands: what locations and references in an answer begin with. */
export interface Place {
  /** Absolute, with the base path and without a trailing slash: `https://app.example/scim/v2`. */
  readonly baseUrl: string
  /** Resource type names to endpoints. */
  readonly endpoints: ReadonlyMap<string, string>
}

/**
 * Prints resources of one type as JSON text. What is stored is what is answered: without a projection the stored text goes
 * out as it is, between what is derived; a projection parses it.
 */
export function createPrinter(
  type: ResourceType,
  projection: Projection | undefined,
  place: Place,
): (answer: Answer) => string {
  if (isProjected(type, projection)) {
    return (answer) => JSON.stringify(projectResource(messageOf(answer, type, place), projection, type))
  }
  return (answer) => concatenate(answer, type, place)
}

/** The same text, with the links of each page as a piece of its own: those of a large group are never all in memory. */
export async function* printInPieces(
  answer: Answer,
  type: ResourceType,
  projection: Projection | undefined,
  place: Place,
): AsyncGenerator<string> {
  const text = createPrinter(type, projection, place)({ ...answer, links: undefined })
  // Links come last, but for the `meta` of a text that is concatenated.
  const end = isProjected(type, projection) ? '}' : `,"meta":${JSON.stringify(metaOf(answer, type, place))}}`
  const print = createLinkPrinter(type, projection, place)
  const beginning = `${text.slice(0, -end.length)},${JSON.stringify(type.keptApart.links)}:[`
  let isOpen = false
  for await (const links of pagesOf(answer)) {
    const values = print(links)
    if (values === '') continue
    yield isOpen ? `,${values}` : beginning + values
    isOpen = true
  }
  yield isOpen ? `]${end}` : text
}

/** Prints links as the values of a list, without its brackets; a projection may leave nothing of them. */
function createLinkPrinter(
  type: ResourceType,
  projection: Projection | undefined,
  place: Place,
): (links: readonly Link[]) => string {
  const name = type.keptApart.links ?? ''
  return (links) => {
    const values = links.map((link) => reference(link, link.type, place))
    const shown = isProjected(type, projection) ? projectResource({ [name]: values }, projection, type)[name] : values
    return shown === undefined ? '' : JSON.stringify(shown).slice(1, -1)
  }
}

async function* pagesOf({ links, furtherLinks }: AnswerLinks): AsyncGenerator<readonly Link[]> {
  if (links) yield links
  if (furtherLinks) yield* furtherLinks
}

function isProjected(type: ResourceType, projection: Projection | undefined): boolean {
  return projection !== undefined || mayHide(type)
}

/** Where a resource is found (D-55). */
export function locationOf(answer: Answer, type: ResourceType, place: Place): string {
  return `${place.baseUrl}${type.endpoint}/${answer.stored.id}`
}

/** A resource as the client sees it: the view, with what depends on where the client stands. */
function messageOf(answer: Answer, type: ResourceType, place: Place): JsonObject {
  const view = withReferences(viewOf(answer.stored, type, answer.links), answer, type, place)
  return Object.assign(Object.create(null), view, derivedLists(answer, type, place), {
    meta: metaOf(answer, type, place),
  })
}

/** `{"schemas":…,"id":…,` + the stored text + what is kept in rows + `"meta":…}` */
function concatenate(answer: Answer, type: ResourceType, place: Place): string {
  const text = textOf(answer, type, place)
  const tail = Object.assign(derivedLists(answer, type, place), { meta: metaOf(answer, type, place) })
  const document = text === '{}' ? '' : `,${text.slice(1, -1)}`
  return `${headOf(answer.stored, type, text)}${document},${JSON.stringify(tail).slice(1)}`
}

function headOf({ id, externalId }: StoredResource, type: ResourceType, text: string): string {
  const { base, extensions } = printedUrns(type)
  let urns = base
  // Our own JSON: the key of an extension stands in the text exactly when there is data of it.
  for (const { urn, key } of extensions) if (text.includes(key)) urns += `,${urn}`
  const external = externalId === undefined ? '' : `,"externalId":${JSON.stringify(externalId)}`
  return `{"schemas":[${urns}],"id":${JSON.stringify(id)}${external}`
}

/** The URNs of a type's schemas as JSON, an extension's also as the key that it is in a text. */
const printedUrns = oncePer(({ schema, schemaExtensions }: ResourceType) => ({
  base: JSON.stringify(schema.id),
  extensions: schemaExtensions.map((extension) => {
    const urn = JSON.stringify(extension.schema.id)
    return { urn, key: `${urn}:` }
  }),
}))

/** The stored text, as it is unless it refers to something. */
function textOf(answer: Answer, type: ResourceType, place: Place): string {
  if (!answer.targets || answer.targets.size === 0) return answer.stored.text
  return JSON.stringify(withReferences(parseDocument(answer.stored), answer, type, place))
}

/** A reference that leads somewhere shows where, and what is there (RFC 7643 §4.3). Both are outside the version. */
function withReferences(document: JsonObject, { targets }: Answer, type: ResourceType, place: Place): JsonObject {
  if (!targets || targets.size === 0) return document
  return mapReferences(document, referencesOf(type), (value, attribute) => {
    const target = typeof value.value === 'string' ? targets.get(value.value) : undefined
    const reference = findAttribute(attribute.subAttributes, '$ref')
    const leads = target && reference?.referenceTypes.includes(target.type)
    const endpoint = leads ? place.endpoints.get(target.type) : undefined
    if (!target || endpoint === undefined) return value
    const label = labelOf(attribute)
    return {
      ...value,
      $ref: `${place.baseUrl}${endpoint}/${value.value}`,
      ...(label && target.display !== undefined ? { [label.name]: target.display } : {}),
    }
  })
}

/** The attributes that are rows in the storage: grants, groups and members, each left out when it is empty. */
function derivedLists(answer: Answer, type: ResourceType, place: Place): Record<string, Json> {
  const lists: Record<string, Json> = grantLists(answer.stored, type)
  const { groups, links } = type.keptApart
  if (groups !== undefined && answer.stored.groups && answer.stored.groups.length > 0) {
    lists[groups] = answer.stored.groups.map((group) => reference(group, 'Group', place))
  }
  if (links !== undefined && answer.links && answer.links.length > 0) {
    lists[links] = answer.links.map((link) => reference(link, link.type, place))
  }
  return lists
}

function reference(
  target: { readonly value: string; readonly display: string | undefined; readonly type: string },
  typeName: string,
  place: Place,
): JsonObject {
  const endpoint = place.endpoints.get(typeName)
  const shown: Record<string, Json> = { value: target.value }
  if (endpoint !== undefined) shown.$ref = `${place.baseUrl}${endpoint}/${target.value}`
  if (target.display !== undefined) shown.display = target.display
  shown.type = target.type
  return shown
}

/** RFC 7643 §3.1. */
function metaOf(answer: Answer, type: ResourceType, place: Place): JsonObject {
  return {
    resourceType: type.name,
    created: dateText(answer.stored.created),
    lastModified: dateText(answer.stored.lastModified),
    location: locationOf(answer, type, place),
    version: versionOf(answer.stored),
  }
}

/** True when the stored text may hold something that an answer leaves out unless it is asked for. */
const mayHide = oncePer((type: ResourceType): boolean => {
  const apart = type.keptApart.password
  const hidden = (attribute: Attribute): boolean =>
    (attribute.name !== apart && (attribute.returned === 'never' || attribute.returned === 'request')) ||
    attribute.subAttributes.some(hidden)
  return [type.schema, ...type.schemaExtensions.map(({ schema }) => schema)].some(({ attributes }) =>
    attributes.some(hidden),
  )
})
