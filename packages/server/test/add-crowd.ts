import type { Rollcall } from '../src/index.js'
import { groupBody, userBody } from './open-rollcall.js'
import type { HttpClient } from './open-server.js'

/**
 * Makes a group of so many people, and answers its path. Group and one person are written by requests, the others are copies of
 * that person's row, so that a hundred thousand take a second: nobody asks for them but by the group.
 */
export async function addCrowd(
  { database }: Pick<Rollcall, 'database'>,
  client: (...request: Parameters<HttpClient>) => Promise<{ readonly body: { readonly id: string } }>,
  size: number,
  displayName = 'Somebody or other',
): Promise<string> {
  const name = `crowd-${size}`
  const person = (await client('POST', '/Users', { body: userBody(name, { displayName }) })).body.id
  const group = (await client('POST', '/Groups', { body: groupBody(name) })).body.id
  const columns = 'type, document_version, version, created, last_modified, display, write_set_id, document'
  const copies = `'${name}-' || CAST(1000000 + n.k AS text)`
  await database.write([
    {
      sql: `/* a test asks */ INSERT INTO resources (tenant_id, id, ${columns})
        WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT n.k + 1 FROM n WHERE n.k < ${size})
        SELECT r.tenant_id, ${copies}, ${columns} FROM resources r CROSS JOIN n WHERE r.id = ?`,
      parameters: [person],
    },
    {
      sql: `/* a test asks */ INSERT INTO edges (tenant_id, owner_id, member_id)
        SELECT g.tenant_id, g.id, r.id FROM resources g JOIN resources r ON r.tenant_id = g.tenant_id
        WHERE g.id = ? AND r.id LIKE '${name}-%'`,
      parameters: [group],
    },
  ])
  return `/Groups/${group}`
}
