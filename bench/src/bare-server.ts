/**
 * What the machine gives at best: `node:http` that runs the same SQL on the same file, checks the same key the same way, and
 * answers the same text, byte for byte. Every figure of ours stands beside it, from the same run.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import process from 'node:process'
import type * as Sqlite from '@photostructure/sqlite'
import { printList, printUser, type Row } from './bare-answers.js'
import { tellUsage } from './server-process.js'

const [file = ''] = process.argv.slice(2)
const { DatabaseSync } = requireDriver()
const database = new DatabaseSync(file)
database.exec('PRAGMA temp_store = MEMORY')
const statements = {
  credential: prepare(`SELECT k.hash, k.expires, k.revoked, k.connection_id, c.manner, c.dialect, t.config_version
    FROM credentials k JOIN connections c ON c.tenant_id = k.tenant_id AND c.id = k.connection_id
    JOIN tenants t ON t.tenant_id = k.tenant_id WHERE k.tenant_id = ? AND k.hash = ?`),
  resource: prepare(`SELECT r.type, r.id, r.version, r.created, r.last_modified, r.document, x.value AS external_id
    FROM resources r LEFT JOIN external_ids x
      ON x.tenant_id = r.tenant_id AND x.resource_id = r.id AND x.connection_id = ?
    WHERE r.tenant_id = ? AND r.id = ?`),
  grants: prepare(`SELECT g.kind, g.type, g.value, g.is_primary, coalesce(v.display, g.display) AS display FROM grants g
    LEFT JOIN entitlement_values v ON v.tenant_id = g.tenant_id AND v.kind = g.kind AND v.type = g.type AND v.value = g.value
    WHERE g.tenant_id = ? AND g.user_id = ? ORDER BY g.kind, g.type, g.value`),
  groups: prepare(`WITH RECURSIVE up (id, direct) AS (
      SELECT e.owner_id, 1 FROM edges e WHERE e.tenant_id = ?1 AND e.member_id = ?2
      UNION SELECT e.owner_id, 0 FROM up CROSS JOIN edges e WHERE e.tenant_id = ?1 AND e.member_id = up.id
    ) SELECT up.id, max(up.direct) AS direct, r.display FROM up CROSS JOIN resources r
    WHERE r.tenant_id = ?1 AND r.id = up.id GROUP BY up.id ORDER BY up.id`),
  byUserName: prepare(`SELECT v.resource_id AS id FROM attribute_values v
    WHERE v.tenant_id = ? AND v.type = 'User' AND v.attribute = 'userName' AND v.missing = 0 AND v.value = ?
    ORDER BY v.resource_id LIMIT 100`),
  countByUserName: prepare(`SELECT count(*) AS total FROM attribute_values v
    WHERE v.tenant_id = ? AND v.type = 'User' AND v.attribute = 'userName' AND v.missing = 0 AND v.value = ?`),
  page: prepare(
    "SELECT r.id FROM resources r WHERE r.tenant_id = ? AND r.type = 'User' ORDER BY r.id LIMIT 100 OFFSET ?",
  ),
  total: prepare("SELECT sum(c.used) AS total FROM counters c WHERE c.tenant_id = ? AND c.name = 'total/User'"),
}

const server = createServer((request, response) => {
  const connection = connectionOf(request)
  if (connection === undefined) {
    response.writeHead(401).end()
    return
  }
  const body = answerOf(request, connection)
  response
    .writeHead(200, {
      'Content-Type': 'application/scim+json',
      'Content-Length': Buffer.byteLength(body),
      Vary: 'Authorization',
    })
    .end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
tellUsage()

interface Connection {
  readonly tenant: string
  readonly id: string
}

function connectionOf({ headers }: IncomingMessage): Connection | undefined {
  const key = (headers.authorization ?? '').replace('Bearer ', '')
  const tenant = key.split('_')[1] ?? ''
  const hash = createHash('sha256').update(key).digest('hex')
  const [row] = statements.credential(tenant, hash)
  if (!row || !timingSafeEqual(Buffer.from(hash), Buffer.from(String(row.hash))) || row.revoked !== null)
    return undefined
  return { tenant, id: String(row.connection_id) }
}

function answerOf({ url = '', headers }: IncomingMessage, connection: Connection): string {
  const { pathname, searchParams } = new URL(url, `http://${headers.host}`)
  const base = `http://${headers.host}/scim/v2`
  const id = /^\/scim\/v2\/Users\/(.+)$/.exec(pathname)?.[1]
  if (id !== undefined) return userOf(connection, id, base)
  const userName = /^userName eq "(.*)"$/.exec(searchParams.get('filter') ?? '')?.[1]
  const found =
    userName === undefined
      ? statements.page(connection.tenant, Number(searchParams.get('startIndex') ?? '1') - 1)
      : statements.byUserName(connection.tenant, userName)
  const [counted] =
    userName === undefined
      ? statements.total(connection.tenant)
      : statements.countByUserName(connection.tenant, userName)
  return printList(
    found.map((row) => userOf(connection, String(row.id), base)),
    Number(counted?.total),
  )
}

function userOf({ tenant, id: connection }: Connection, id: string, base: string): string {
  const [resource = {}] = statements.resource(connection, tenant, id)
  return printUser(resource, statements.grants(tenant, id), statements.groups(tenant, id), base)
}

function prepare(sql: string): (...parameters: readonly (string | number)[]) => readonly Row[] {
  const statement = database.prepare(sql)
  return (...parameters) => statement.all(...parameters) as readonly Row[]
}

/** As ours: Node's own where it has one. */
function requireDriver(): typeof Sqlite {
  const builtIn: unknown = process.getBuiltinModule('node:sqlite')
  const isWhole = typeof builtIn === 'object' && builtIn !== null && 'backup' in builtIn
  return (isWhole ? builtIn : createRequire(import.meta.url)('@photostructure/sqlite')) as typeof Sqlite
}
