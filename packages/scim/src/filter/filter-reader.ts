import type { Manner } from '../manner.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { ScimError } from '../scim-error.js'
import { describeToken, type Refusal, readTokens, type Token } from './lexer.js'

/** Where a parser is in its tokens. */
export interface FilterReader {
  readonly tokens: readonly Token[]
  readonly resourceType: ResourceType
  readonly manner: Manner
  /** A filter selects resources; a PATCH path selects values of one. */
  readonly purpose: 'filter' | 'path'
  /** Types that are queried together with this one: what only they have is a name all the same (D-16). */
  readonly others?: readonly ResourceType[]
  /** The index of the token that comes next. */
  next: number
  /** How many nodes the filter has by now. */
  nodes: number
}

/** Begins to read a filter, or a PATCH path; `refuse` serves for what is wrong with the tokens. */
export function createFilterReader(
  text: string,
  resourceType: ResourceType,
  manner: Manner,
  refuse: Refusal,
  purpose: FilterReader['purpose'] = 'path',
): FilterReader {
  return { tokens: readTokens(text, refuse), resourceType, manner, purpose, next: 0, nodes: 0 }
}

/** The token that comes next; the last one, `end`, is never taken. */
export function peek(reader: FilterReader): Token {
  const token = reader.tokens[reader.next]
  if (!token) throw new Error('the end of the tokens was taken')
  return token
}

/** Goes past the next token and gives it. */
export function take(reader: FilterReader): Token {
  const token = peek(reader)
  reader.next++
  return token
}

/** Takes the keyword if it comes next. */
export function takeKeyword(reader: FilterReader, keyword: 'and' | 'or'): boolean {
  const comes = isKeyword(peek(reader), keyword)
  if (comes) take(reader)
  return comes
}

/** Takes `.subAttr` if it follows the bracket just taken, without a space between. */
export function takeSuffix(reader: FilterReader): Token | undefined {
  const bracket = reader.tokens[reader.next - 1]
  const token = peek(reader)
  const follows = bracket?.start === token.start - 1
  return follows && token.text.startsWith('.') ? take(reader) : undefined
}

/** Keywords are read without regard to case; a string is none, since its text begins with a quote. */
export function isKeyword(token: Token, keyword: 'and' | 'or' | 'not' | 'pr'): boolean {
  return token.text.toLowerCase() === keyword
}

/** The refusal of the token that comes next: where it is, what was expected there, and why where that is not plain. */
export function unexpected(reader: FilterReader, expected: string, refuse: Refusal, because = ''): ScimError {
  const token = peek(reader)
  const reason = because === '' ? '' : `: ${because}`
  return refuse(`Expected ${expected} at position ${token.start + 1}, found ${describeToken(token)}${reason}.`)
}
