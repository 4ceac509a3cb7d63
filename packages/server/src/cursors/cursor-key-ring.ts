import { randomBytes } from 'node:crypto'
import { type CursorKey, type CursorKeys, type Instant, importCursorKey } from '@rollcall/scim'
import type { SqlDatabase, Statement } from '@rollcall/sql'

const day = 24 * 60 * 60 * 1000

/** How long cursors are sealed with one key. */
const inUse = 30 * day

/** How long a key is kept: longer than any cursor holds that was sealed with it. */
const kept = inUse + day

interface KeyRow {
  readonly id: string
  readonly secret: string
  readonly created: bigint
}

interface RingKey extends CursorKey {
  readonly created: Instant
}

/**
 * The keys of cursors, in the database: any process opens what another has sealed. Read once, and drawn anew after a month;
 * a cursor names its key, so that those of the key before still hold.
 */
export function createCursorKeyRing(database: SqlDatabase, now: () => Instant): CursorKeys {
  const known = new Map<string, RingKey>()
  let newest: Promise<RingKey> | undefined

  async function remember(row: KeyRow): Promise<RingKey> {
    const key = await importCursorKey(row.id, new Uint8Array(Buffer.from(row.secret, 'base64url')))
    const ringKey = { ...key, created: Number(row.created) }
    known.set(row.id, ringKey)
    return ringKey
  }

  async function readOrDraw(): Promise<RingKey> {
    const [row] = await readNewest(database, now() - inUse)
    return remember(row ?? (await drawKey(database, now())))
  }

  return {
    async current() {
      newest ??= readOrDraw()
      const asked = newest
      const key = await asked.catch(() => undefined)
      if (key && key.created > now() - inUse) return key
      // Too old, or the database did not answer: whoever comes first asks again.
      if (newest === asked) newest = readOrDraw()
      return newest
    },
    async find(id) {
      const key = known.get(id)
      if (key) return key
      const [row] = await readKey(database, id)
      return row && remember(row)
    },
  }
}

function readNewest(database: SqlDatabase, after: Instant): Promise<readonly KeyRow[]> {
  return database.read<KeyRow>({
    sql: "SELECT id, secret, created FROM key_ring WHERE purpose = 'cursor' AND created > ? ORDER BY created DESC, id DESC LIMIT 1",
    parameters: [BigInt(after)],
  })
}

function readKey(database: SqlDatabase, id: string): Promise<readonly KeyRow[]> {
  const sql = "SELECT id, secret, created FROM key_ring WHERE purpose = 'cursor' AND id = ?"
  return database.read<KeyRow>({ sql, parameters: [id] })
}

/** Two processes may draw one each: both are good, and the newest is used from then on. */
async function drawKey(database: SqlDatabase, created: Instant): Promise<KeyRow> {
  const row = {
    id: randomBytes(6).toString('base64url'),
    secret: randomBytes(32).toString('base64url'),
    created: BigInt(created),
  }
  const insert: Statement = {
    sql: "INSERT INTO key_ring (purpose, id, secret, created) VALUES ('cursor', ?, ?, ?)",
    parameters: [row.id, row.secret, row.created],
  }
  const clean: Statement = {
    sql: "DELETE FROM key_ring WHERE purpose = 'cursor' AND created <= ?",
    parameters: [BigInt(created - kept)],
  }
  await database.write([clean, insert])
  return row
}
