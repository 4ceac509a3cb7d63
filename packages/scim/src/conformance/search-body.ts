/** The URN of a query by POST (RFC 7644 §3.4.3). */
export const searchRequestUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** The body of a query by POST, with what the test asks. */
export function searchBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { schemas: [searchRequestUrn], ...more }
}
