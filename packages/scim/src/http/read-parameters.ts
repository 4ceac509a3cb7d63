import type { Manner } from '../manner.js'
import type { QueryParameters } from '../operations/query-parameters.js'
import { shorten } from '../schema/attribute-path.js'
import { invalidCount, invalidValue } from '../scim-error.js'
import { acceptParameterCase } from './vendor-dialects.js'

/** The parameters of a list, and of any answer (RFC 7644 §3.4.2, §3.9; RFC 9865 §2). */
export interface RequestParameters extends QueryParameters {
  /** Names, separated by commas. */
  readonly attributes: string | undefined
  readonly excludedAttributes: string | undefined
}

/** Every parameter that SCIM defines. */
export const parameterNames = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
  'attributes',
  'excludedAttributes',
] as const

/**
 * Reads the parameters of a URL that SCIM defines, each at most once. The compatible manner takes their names in any case
 * (Q32); others are ignored (Q4).
 *
 * @throws ScimError invalidValue, invalidCount
 */
export function readParameters(url: URL, manner: Manner): RequestParameters {
  // Most requests have none, and a URL makes a list of its parameters only when it is asked for it.
  if (url.search === '') return noParameters
  const found = new Map<string, string>()
  for (const [name, value] of url.searchParams) {
    const known = parameterNames.find((each) => each === name || acceptParameterCase(name, each, manner))
    if (!known) continue
    if (found.has(known)) throw invalidValue(`The query parameter '${known}' is given more than once.`)
    found.set(known, value)
  }
  const cursor = found.get('cursor')
  return {
    filter: found.get('filter'),
    sortBy: found.get('sortBy'),
    sortOrder: found.get('sortOrder'),
    startIndex: parseInteger('startIndex', found.get('startIndex'), cursor),
    count: parseInteger('count', found.get('count'), cursor),
    cursor,
    attributes: found.get('attributes'),
    excludedAttributes: found.get('excludedAttributes'),
  }
}

const noParameters: RequestParameters = {
  filter: undefined,
  sortBy: undefined,
  sortOrder: undefined,
  startIndex: undefined,
  count: undefined,
  cursor: undefined,
  attributes: undefined,
  excludedAttributes: undefined,
}

/**
 * A number written as text; undefined for none.
 *
 * @throws ScimError invalidValue; of the count of a page by cursor invalidCount (RFC 9865 §2.1)
 */
export function parseInteger(
  name: 'startIndex' | 'count',
  text: string | undefined,
  cursor: string | undefined,
): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[+-]?\d+$/.test(text.trim())) throw notAnInteger(name, text, cursor)
  return clampInteger(Number(text))
}

/** However large: it is cut to the largest page, or is beyond the end (D-33). */
export function clampInteger(value: number): number {
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
}

/** The refusal of what should be an integer. */
export function notAnInteger(name: 'startIndex' | 'count', text: string, cursor: string | undefined) {
  const refuse = name === 'count' && cursor !== undefined ? invalidCount : invalidValue
  return refuse(`'${name}' is an integer, not '${shorten(text)}'.`)
}
