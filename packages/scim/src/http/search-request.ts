import { isJsonObject, type JsonObject } from '../json.js'
import type { Manner } from '../manner.js'
import { assertName, memberOf } from '../resource/member-of.js'
import { foldUrn, urnsIn } from '../resource/read-schemas.js'
import { shorten } from '../schema/attribute-path.js'
import { invalidSyntax } from '../scim-error.js'
import { clampInteger, notAnInteger, parameterNames, parseInteger, type RequestParameters } from './read-parameters.js'
import { acceptTextAsNumber, ignoreUnknownMember } from './vendor-dialects.js'

/** The message that a query by POST carries. */
export const searchRequestUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/**
 * Reads the body of a query by POST (RFC 7644 §3.4.3, RFC 9865 §3): what a URL would say in its parameters.
 *
 * @throws ScimError invalidSyntax, invalidValue, invalidCount
 */
export function readSearchRequest(body: unknown, manner: Manner): RequestParameters {
  if (!isJsonObject(body)) throw invalidSyntax('The body is a JSON object, a SearchRequest message.')
  assertMembers(body, manner)
  const cursor = textIn(body, 'cursor')
  return {
    filter: textIn(body, 'filter'),
    sortBy: textIn(body, 'sortBy'),
    sortOrder: textIn(body, 'sortOrder'),
    startIndex: integerIn(body, 'startIndex', cursor, manner),
    count: integerIn(body, 'count', cursor, manner),
    cursor,
    attributes: namesIn(body, 'attributes'),
    excludedAttributes: namesIn(body, 'excludedAttributes'),
  }
}

const memberNames: ReadonlySet<string> = new Set(['schemas', ...parameterNames].map((name) => name.toLowerCase()))

/** No client is known to leave the URN out: it is asked for in every manner. */
function assertMembers(body: JsonObject, manner: Manner): void {
  const urns = urnsIn(memberOf(body, 'schemas'), manner)
  if (!urns.some((urn) => foldUrn(urn) === foldUrn(searchRequestUrn))) {
    throw invalidSyntax(`'schemas' is an array that contains '${searchRequestUrn}'.`)
  }
  for (const name of Object.keys(body)) {
    assertName(name)
    if (!memberNames.has(name.toLowerCase())) ignoreUnknownMember(name, manner)
  }
}

function textIn(body: JsonObject, name: string): string | undefined {
  const value = memberOf(body, name)
  if (value === undefined || typeof value === 'string') return value
  throw invalidSyntax(`'${name}' is a string.`)
}

function integerIn(
  body: JsonObject,
  name: 'startIndex' | 'count',
  cursor: string | undefined,
  manner: Manner,
): number | undefined {
  const value = memberOf(body, name)
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value)) return clampInteger(value)
  if (typeof value === 'string' && acceptTextAsNumber(manner)) return parseInteger(name, value, cursor)
  throw notAnInteger(name, shorten(JSON.stringify(value)), cursor)
}

/** An array of names; also the text that a URL would have. */
function namesIn(body: JsonObject, name: string): string | undefined {
  const value = memberOf(body, name)
  if (value === undefined || typeof value === 'string') return value
  const names: readonly unknown[] = Array.isArray(value) ? value : [undefined]
  if (names.every((each) => typeof each === 'string')) return names.join()
  throw invalidSyntax(`'${name}' is an array of the names of attributes.`)
}
