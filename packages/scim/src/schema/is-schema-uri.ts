/**
 * Whether a schema can be named by the text wherever attributes are (RFC 7644 §3.10): filters end a name at a space, quote,
 * bracket or parenthesis, and `attributes` at a comma, which a URN may have (RFC 8141 §2).
 */
export function isSchemaUri(text: string): boolean {
  return schemaUri.test(text)
}

const schemaUri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s"'()[\]{}\\^`<>|,]{1,500}$/
