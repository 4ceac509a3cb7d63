import { secretName } from './secret-name.js'

/** Query parameters whose values say nothing about anybody. */
const openParameters: ReadonlySet<string> = new Set([
  'startindex',
  'count',
  'sortby',
  'sortorder',
  'attributes',
  'excludedattributes',
  'cursor',
])

const longest = 500
const hidden = '…'

/**
 * A request's path and query for a log: ids and names, and no personal data. A filter keeps its attributes and operators,
 * `filter=userName eq "…"`; a parameter that SCIM does not define keeps its name only, since it may be a secret (A1).
 */
export function hideValues(url: URL, showFilters = false): string {
  const path = url.pathname.split('/').map(hideSegment).join('/')
  const parameters = [...url.searchParams].map(([name, value]) => hideParameter(name, value, showFilters))
  const text = parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
  return printable(text.length > longest ? `${text.slice(0, longest)}${hidden}` : text)
}

/** Endpoints, URNs, ids and slugs are shown; an e-mail address or a key where an id belongs is not. */
function hideSegment(segment: string): string {
  return /^[A-Za-z0-9._:-]{0,120}$/.test(segment) && !isKey(segment) ? segment : hidden
}

function hideParameter(name: string, value: string, showFilters: boolean): string {
  const known = name.toLowerCase()
  // What a secret is compared with is one (D-20).
  if (known === 'filter') return `${name}=${showFilters && !secretName.test(value) ? value : hideFilterValues(value)}`
  if (openParameters.has(known)) return `${name}=${value}`
  return `${/^[\w.-]{1,60}$/.test(name) && !isKey(name) ? name : hidden}${value === '' ? '' : `=${hidden}`}`
}

/** A key of ours in the wrong place: somebody pasted it into the base URL. */
function isKey(text: string): boolean {
  return /^rc_/i.test(text)
}

const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
const openValues: ReadonlySet<string> = new Set(['true', 'false', 'null'])

/** Hides what is compared with, quoted or not. One pass; works on what is no filter at all, too. */
export function hideFilterValues(filter: string): string {
  const words = filter.match(/"(?:[^"\\]|\\.)*"?|[^\s"()[\]]+|[\s()[\]]+/gs) ?? []
  let afterOperator = false
  const shown = words.map((word) => {
    if (word.startsWith('"')) {
      afterOperator = false
      return '"…"'
    }
    if (/^[\s()[\]]+$/.test(word)) return word
    const hides = afterOperator && !openValues.has(word.toLowerCase())
    afterOperator = operators.has(word.toLowerCase())
    // A name has a form; whatever has another is a value that somebody forgot to quote.
    return hides || !/^[A-Za-z$][\w.:$-]*$/.test(word) || word.length > 120 ? hidden : word
  })
  return shown.join('')
}

/** Text that a terminal may show: no control characters, so that nothing sent to us moves a cursor. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '�')
}

/** How much of a refusal's sentence is kept: it may list thousands of ids. */
const longestDetail = 300

/**
 * A refusal's sentence: names stay, quoted text that may be about a person does not. A quote opens after a space and closes
 * before one or a stop. Where quotes are left over, what is quoted has some of its own: all is hidden from the first to the
 * last.
 */
export function hideQuoted(detail: string): string {
  const isWhole = detail.length <= longestRead
  const beginning = isWhole ? detail : toLastQuoted(detail.slice(0, longestRead))
  const rest = beginning.replace(quoted, '').replace(apostrophe, '')
  const shown = rest.includes("'") ? hideAll(beginning) : beginning.replace(quoted, hideUnlessName)
  const characters = Array.from(shown)
  return isWhole && characters.length <= longestDetail
    ? shown
    : `${characters.slice(0, longestDetail).join('')}${hidden}`
}

/** How much of a sentence is looked at. */
const longestRead = 2000
const quoted = /(?<![^\s(])'([^\n]*?)'(?![^\s.,:;)?!])/g
const apostrophe = /(?<=\p{L})'(?=\p{L})/gu

function hideUnlessName(whole: string, text: string): string {
  return /^[A-Za-z0-9$/_.:[\]-]{1,120}$/.test(text) ? whole : `'${hidden}'`
}

/** Where a sentence goes on beyond what is looked at, nobody can say where its last quote ends. */
function toLastQuoted(text: string): string {
  const [last] = [...text.matchAll(quoted)].slice(-1)
  return text.slice(0, last ? last.index + last[0].length : 0)
}

function hideAll(text: string): string {
  const [first, last] = [text.indexOf("'"), text.lastIndexOf("'")]
  return `${text.slice(0, first)}'${hidden}'${last > first ? text.slice(last + 1) : ''}`
}
