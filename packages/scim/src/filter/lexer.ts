import { shorten } from '../schema/attribute-path.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import type { ScimError } from '../scim-error.js'

/** A piece of a filter or path. A word is a name, an operator, a keyword or a value without quotes. */
export interface Token {
  readonly kind: 'word' | 'string' | '(' | ')' | '[' | ']' | 'end'
  /** As it was written; a string with its quotes and escapes. */
  readonly text: string
  /** Where it begins, counted from 0. */
  readonly start: number
}

/** Makes the refusal that fits what is read: `invalidFilter` or `invalidPath`. */
export type Refusal = (detail: string) => ScimError

/** The longest filter or path that is read, in bytes (D-21). */
export const longestText = 4096

/**
 * Cuts a filter (RFC 7644 §3.4.2.2) or a PATCH path into tokens, in one pass; the last one is of the kind `end`.
 *
 * @throws what `refuse` makes, for a text too long or not well-formed, or a string without an end
 */
export function readTokens(text: string, refuse: Refusal): readonly Token[] {
  assertReadable(text, refuse)
  const tokens: Token[] = []
  let start = skipSpace(text, 0)
  while (start < text.length) {
    const token = readToken(text, start, refuse)
    tokens.push(token)
    start = skipSpace(text, start + token.text.length)
  }
  tokens.push({ kind: 'end', text: '', start })
  return tokens
}

/**
 * The characters of a string token (RFC 8259 §7).
 *
 * @throws what `refuse` makes, for an escape that JSON has not, or a character that no value may have
 */
export function stringOf(token: Token, refuse: Refusal): string {
  // Most strings need no reading: without an escape they hold what they show.
  if (plainString.test(token.text)) return token.text.slice(1, -1)
  const text = parseJsonString(token.text)
  if (text === undefined) {
    throw refuse(`The string at position ${token.start + 1} is not a JSON string: quotes and backslashes are escaped.`)
  }
  const flaw = findTextFlaw(text)
  if (flaw !== undefined) throw refuse(`The string at position ${token.start + 1} has ${flaw}, which no value has.`)
  return text
}

/** Printable ASCII without a quote or backslash inside. */
const plainString = /^"[ !#-[\]-~]*"$/

/** How a message names a token. Not what a string holds: it may be personal. */
export function describeToken(token: Token): string {
  if (token.kind === 'end') return 'the end'
  return token.kind === 'string' ? 'a string' : `'${shorten(token.text)}'`
}

function assertReadable(text: string, refuse: Refusal): void {
  if (isLongerThan(longestText, text)) throw refuse(`The text is longer than ${longestText} bytes.`)
  const flaw = findTextFlaw(text)
  if (flaw !== undefined) throw refuse(`The text has ${flaw}, which no name and no value has.`)
}

/** Whether the text takes more bytes: looked at only between a byte for each code unit, the least, and three. */
function isLongerThan(bytes: number, text: string): boolean {
  if (text.length * 3 <= bytes) return false
  return text.length > bytes || new TextEncoder().encode(text).length > bytes
}

function readToken(text: string, start: number, refuse: Refusal): Token {
  const first = text.charAt(start)
  switch (first) {
    case '(':
    case ')':
    case '[':
    case ']':
      return { kind: first, text: first, start }
    case '"':
      return { kind: 'string', text: text.slice(start, endOfString(text, start, refuse)), start }
  }
  return { kind: 'word', text: text.slice(start, endOfWord(text, start)), start }
}

function endOfString(text: string, start: number, refuse: Refusal): number {
  let at = start + 1
  while (at < text.length) {
    const unit = text.charCodeAt(at)
    if (unit === unitOf.quote) return at + 1
    at += unit === unitOf.backslash ? 2 : 1
  }
  throw refuse(`The string that begins at position ${start + 1} has no closing quote.`)
}

function endOfWord(text: string, start: number): number {
  let at = start
  while (at < text.length && !isDelimiter(text.charCodeAt(at))) at++
  return at
}

function skipSpace(text: string, start: number): number {
  let at = start
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

function isDelimiter(unit: number): boolean {
  switch (unit) {
    case unitOf.quote:
    case unitOf.openingParenthesis:
    case unitOf.closingParenthesis:
    case unitOf.openingBracket:
    case unitOf.closingBracket:
      return true
  }
  return isSpace(unit)
}

function isSpace(unit: number): boolean {
  return unit === unitOf.space || unit === unitOf.tab || unit === unitOf.carriageReturn || unit === unitOf.lineFeed
}

/** The code units that part tokens; to compare them makes no text of each character. */
const unitOf = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  openingParenthesis: 0x28,
  closingParenthesis: 0x29,
  openingBracket: 0x5b,
  backslash: 0x5c,
  closingBracket: 0x5d,
} as const

/** What the text between quotes stands for; undefined where JSON has no such string. */
function parseJsonString(text: string): string | undefined {
  try {
    return JSON.parse(text) as string
  } catch {
    return undefined
  }
}
