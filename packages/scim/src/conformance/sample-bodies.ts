export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** The body of a user, with what the test changes. */
export function userBody(userName: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schemas: [userUrn],
    userName,
    name: { givenName: 'Trinity', familyName: 'JustTrinity' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Trinity JustTrinity',
    locale: 'en-US',
    active: true,
    ...more,
  }
}

/** The body of a group with these members. */
export function groupBody(
  displayName: string,
  members: readonly string[] = [],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { schemas: [groupUrn], displayName, members: members.map((value) => ({ value })), ...more }
}
