import type { ScimError } from '@rollcall/scim'

/** A place between two lines of a file. */
export interface Place {
  /** In bytes. */
  readonly offset: number
  /** How many lines are before it. */
  readonly line: number
}

/** What a file holds in one of its lines, or in several where a CSV value has line breaks. */
export interface SourceLine {
  /** Where it begins, counted from 1. */
  readonly line: number
  /** The place before it, and the one after it. */
  readonly start: Place
  readonly end: Place
  readonly content: LineContent
}

export type LineContent =
  /** A resource as the body of a POST has it. */
  | { readonly kind: 'body'; readonly body: unknown }
  /** It could not be read. */
  | { readonly kind: 'refused'; readonly error: ScimError }

/** A file that can be read from any place in it, where a line begins. */
export interface Source {
  /** Where the first resource may be. */
  readonly begin: Place
  readonly size: number
  lines(from: Place): AsyncIterable<SourceLine>
}
