import type { ScimError } from '@rollcall/scim'

/** What became of a line. */
export type LineOutcome =
  | { readonly kind: 'created' | 'replaced' | 'skipped' }
  | { readonly kind: 'failed'; readonly error: ScimError }
  /** It is for the second reading: what refers to others. */
  | { readonly kind: 'later' }
