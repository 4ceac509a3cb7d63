import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import process from 'node:process'
import { openPostgresDatabase } from '@rollcall/sql'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgresCluster } from './postgres-cluster.js'

/** Where a server is named for the tests, PostgreSQL is installed: this one needs a server of its own. */
const isInstalled = process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined
const statement = 'under TLS the statements of a write leave together, in one record'

test.skipIf(!isInstalled)(
  isInstalled ? statement : `${statement} (ROLLCALL_TEST_POSTGRES_URL names no server)`,
  async () => {
    const cluster = await startPostgresCluster()
    onTestFinished(() => cluster.remove())
    await speakTls(cluster.url)
    const counter = await countRecords(cluster.url)
    onTestFinished(counter.close)
    const database = await openPostgresDatabase({ url: `${counter.url}?sslmode=no-verify`, poolSize: 1 })
    onTestFinished(() => database.close())

    const [row] = await database.read<{ readonly ssl: bigint }>({
      sql: 'SELECT s.ssl FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()',
      parameters: [],
    })
    expect(row?.ssl).toBe(1n)
    const before = counter.records()
    const sql = 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 0, NULL)'
    await database.write(Array.from({ length: 60 }, (_, n) => ({ sql, parameters: ['t', `n-${n}`], expect: 1 })))
    // BEGIN and sixty statements of four messages each in one, COMMIT in the other.
    expect(counter.records() - before).toBe(2)
    // BEGIN and sixty statements of five messages each, then COMMIT.
  },
  60_000,
)

/** The server makes itself a certificate, as its own user, in its own folder. */
async function speakTls(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const subject = '-subj /CN=localhost -keyout server.key -out server.crt'
  await client.query(
    `COPY (SELECT 1) TO PROGRAM 'openssl req -x509 -newkey rsa:2048 -nodes -days 2 ${subject} 2>&1 && chmod 600 server.key'`,
  )
  await client.query('ALTER SYSTEM SET ssl = on')
  await client.query('SELECT pg_reload_conf()')
  while ((await client.query<{ readonly ssl: string }>('SHOW ssl')).rows[0]?.ssl !== 'on');
  await client.end()
}

/** Stands before the server and counts the records of application data that clients send (RFC 8446 §5.1). */
async function countRecords(url: string) {
  const { hostname, port } = new URL(url)
  let records = 0
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    let rest = Buffer.alloc(0)
    let isTls = false
    client.on('data', (data) => {
      upstream.write(data)
      // The first message asks for TLS, in eight bytes.
      rest = Buffer.concat([rest, isTls ? data : data.subarray(8)])
      isTls = true
      while (rest.length >= 5 && rest.length >= 5 + rest.readUInt16BE(3)) {
        if (rest[0] === 23) records += 1
        rest = rest.subarray(5 + rest.readUInt16BE(3))
      }
    })
    upstream.on('data', (data) => client.write(data))
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(url)
  own.port = String((server.address() as AddressInfo).port)
  return { url: own.href, records: () => records, close: () => void server.close() }
}
