import { findTextFlaw } from './text-flaw.js'

/**
 * Whether a schema can be named by the text wherever attributes are (RFC 7644 §3.10): filters end a name at a space, quote,
 * bracket or parenthesis, and `attributes` at a comma, which a URN may have (RFC 8141 §2). Control characters are in no URI.
 */
export function isSchemaUri(text: string): boolean {
  return schemaUri.test(text) && findTextFlaw(text) === undefined
}

const schemaUri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\p{Cc}"'()[\]{}\\^`<>|,]{1,500}$/u
