/** A row of the bare server's database. */
export type Row = Readonly<Record<string, string | number | bigint | null>>

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** A user of the benchmark as Rollcall answers it, written as directly as can be. */
export function printUser(resource: Row, grants: readonly Row[], groups: readonly Row[], base: string): string {
  const { id, version, created, last_modified: modified, document, external_id: externalId } = resource
  const known = externalId === null || externalId === undefined ? '' : `"externalId":${JSON.stringify(externalId)},`
  const tag = hashOf(groups.map((group) => `${group.id}/${typeOf(group)}`).join(' '))
  const tail = {
    // Not spread: V8 adds members to what was spread far slower, and the server would be less bare than it can be.
    roles: grants.length === 0 ? undefined : grants.map(({ value, display }) => ({ value, display })),
    groups: groups.map((group) => ({
      value: group.id,
      $ref: `${base}/Groups/${group.id}`,
      display: group.display,
      type: typeOf(group),
    })),
    meta: {
      resourceType: 'User',
      created: new Date(Number(created)).toISOString(),
      lastModified: new Date(Number(modified)).toISOString(),
      location: `${base}/Users/${id}`,
      version: `W/"${version}.${tag}"`,
    },
  }
  return `{"schemas":["${userUrn}","${enterpriseUrn}"],"id":"${id}",${known}${String(document).slice(1, -1)},${JSON.stringify(tail).slice(1)}`
}

/** A list of printed users. */
export function printList(users: readonly string[], total: number): string {
  const schema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
  return `{"schemas":["${schema}"],"totalResults":${total},"startIndex":1,"itemsPerPage":${users.length},"Resources":[${users.join()}]}`
}

function typeOf({ direct }: Row): 'direct' | 'indirect' {
  return Number(direct) === 1 ? 'direct' : 'indirect'
}

/** FNV-1a, as the tags of users have it. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16)
}
