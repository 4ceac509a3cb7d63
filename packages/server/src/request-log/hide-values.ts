import { type NamesSecret, namesCommonSecret } from './secret-name.js'

/** What is hidden in a request line. */
interface Hiding {
  readonly namesSecret: NamesSecret
  /** Filters are shown with their values, but for what is compared with a secret. Default: without. */
  readonly showsFilters?: boolean
}

const namesNothing: NamesSecret = () => false

const longest = 500
const hidden = '…'

/**
 * A request's path and query for a log: ids and names, and no personal data. A filter keeps its attributes and operators,
 * `filter=userName eq "…"`; what should be a name or a number is shown if it is one; a parameter that SCIM does not define
 * keeps its name only, since it may be a secret (A1).
 */
export function hideValues(url: URL, hiding: Hiding = { namesSecret: namesCommonSecret }): string {
  const path = url.pathname.split('/').map(hideSegment).join('/')
  const parameters = url.search === '' ? [] : Array.from(url.searchParams, (one) => hideParameter(one, hiding))
  const text = parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
  return printable(text.length > longest ? `${text.slice(0, longest)}${hidden}` : text)
}

/** Endpoints, URNs, ids and slugs are shown; an e-mail address or a key where an id belongs is not. */
function hideSegment(segment: string): string {
  return /^(?!rc_)[a-z0-9._:-]{0,120}$/i.test(segment) ? segment : hidden
}

function hideParameter([name, value]: readonly [string, string], hiding: Hiding): string {
  const known = name.toLowerCase()
  if (known === 'filter') return `${name}=${shownFilter(value, hiding)}`
  if (nameParameters.has(known)) return `${name}=${hideUnlessNames(value, hiding.namesSecret)}`
  if (numberParameters.has(known)) return `${name}=${/^[+-]?\d{0,20}$/.test(value) ? value : hidden}`
  return `${/^[\w.-]{1,60}$/.test(name) && !isKey(name) ? name : hidden}${value === '' ? '' : `=${hidden}`}`
}

const nameParameters: ReadonlySet<string> = new Set(['sortby', 'sortorder', 'attributes', 'excludedattributes'])
const numberParameters: ReadonlySet<string> = new Set(['startindex', 'count'])

/** What a secret is compared with is one (D-20). */
function shownFilter(filter: string, { namesSecret, showsFilters = false }: Hiding): string {
  const isSecret = namesSecret(filter)
  if (showsFilters && !isSecret) return filter
  // Where nothing in it is secret, no word of it is asked again.
  return hideFilterValues(filter, isSecret ? namesSecret : namesNothing)
}

/** Names between commas; what has another form is none, and what follows a secret's name may be the secret. */
function hideUnlessNames(value: string, namesSecret: NamesSecret): string {
  const names = value.split(',').map((name) => (name === '' || isName(name.trim()) ? name : hidden))
  return hideAfterSecret(names.join(','), namesSecret)
}

/** A name of an attribute has a form, a URN before it included; a key has it, too. */
function isName(word: string): boolean {
  return /^[A-Za-z$][\w.:$-]{0,119}$/.test(word) && !isKey(word)
}

/** A key of ours in the wrong place: somebody pasted it into the base URL, or behind a name. */
function isKey(text: string): boolean {
  return /\brc_/i.test(text)
}

const operators: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
const openValues: ReadonlySet<string> = new Set(['true', 'false', 'null'])

const joiners: ReadonlySet<string> = new Set(['and', 'or', 'not', 'pr'])

/**
 * Hides what is compared with, quoted or not, and whatever follows a secret's name but operators. One pass; works on what is
 * no filter at all, too.
 */
export function hideFilterValues(filter: string, namesSecret = namesCommonSecret): string {
  const words = filter.match(/"(?:[^"\\]|\\.)*"?|[^\s"()[\]]+|[\s()[\]]+/gs) ?? []
  let afterOperator = false
  let afterSecret = false
  const shown = words.map((word) => {
    if (/^[\s()[\]]+$/.test(word)) return word
    const lower = word.toLowerCase()
    const isWordOfFilters = operators.has(lower) || joiners.has(lower)
    const isValue = afterOperator ? afterSecret || !openValues.has(lower) : afterSecret && !isWordOfFilters
    afterOperator = operators.has(lower)
    afterSecret ||= namesSecret(word)
    if (word.startsWith('"')) return '"…"'
    // Whatever has not the form of a name is a value that somebody forgot to quote.
    return isValue || !isName(word) ? hidden : hideAfterSecret(word, namesSecret)
  })
  return shown.join('')
}

/** Any text up to the name of a secret: what follows may be the secret itself. */
export function hideAfterSecret(text: string, namesSecret: NamesSecret): string {
  if (!namesSecret(text)) return text
  const parts = text.match(/"(?:[^"\\]|\\.)*"?|[\w$-]+|[^\w$"-]+/gs) ?? []
  const at = parts.findIndex((part) => namesSecret(part))
  const name = parts[at]
  if (name === undefined) return hidden
  const rest = parts.slice(at + 1).join('')
  const isEnd = /^[\s'"\]).,;:!?]*$/.test(rest)
  return `${parts.slice(0, at).join('')}${name.startsWith('"') ? '"…"' : name}${isEnd ? rest : hidden}`
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
  return /^[A-Za-z0-9$/_.:[\]-]{1,120}$/.test(text) ? hideAfterSecret(whole, namesCommonSecret) : `'${hidden}'`
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
