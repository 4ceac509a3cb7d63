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

/** How long a process uses a key before it looks whether another has drawn a newer one. */
const believed = 60 * 60 * 1000

/**
 * The keys of cursors, in the database: any process opens what another has sealed. Looked up once an hour, and drawn anew after
 * a month; a cursor names its key, so that those of the key before still hold, for a day.
 */
export function createCursorKeyRing(database: SqlDatabase, now: () => Instant): CursorKeys {
  const known = new Map<string, RingKey>()
  const remember = (key: RingKey) => {
    known.set(key.id, key)
    return key
  }
  const ask = () => ({ asked: now(), key: readOrDraw(database, now()).then(remember) })
  let newest: ReturnType<typeof ask> | undefined

  return {
    async current() {
      newest ??= ask()
      const before = newest
      const key = await before.key.catch(() => undefined)
      if (key && key.created > now() - inUse && before.asked > now() - believed) return key
      // Too old, or asked an hour ago, or the database did not answer: whoever comes first asks again.
      if (newest === before) newest = ask()
      return newest.key
    },
    async find(id) {
      const key = known.get(id) ?? (await readKey(database, id, now() - kept).then((found) => found && remember(found)))
      if (key && key.created > now() - kept) return key
      known.delete(id)
      return undefined
    },
  }
}

async function readOrDraw(database: SqlDatabase, now: Instant): Promise<RingKey> {
  return importKey((await readNewest(database, now - inUse)) ?? (await drawKey(database, now)))
}

async function importKey(row: KeyRow): Promise<RingKey> {
  const key = await importCursorKey(row.id, new Uint8Array(Buffer.from(row.secret, 'base64url')))
  return { ...key, created: Number(row.created) }
}

async function readNewest(database: SqlDatabase, after: Instant): Promise<KeyRow | undefined> {
  const [row] = await database.read<KeyRow>({
    sql: "SELECT id, secret, created FROM key_ring WHERE purpose = 'cursor' AND created > ? ORDER BY created DESC, id DESC LIMIT 1",
    parameters: [BigInt(after)],
  })
  return row
}

async function readKey(database: SqlDatabase, id: string, after: Instant): Promise<RingKey | undefined> {
  const sql = "SELECT id, secret, created FROM key_ring WHERE purpose = 'cursor' AND id = ? AND created > ?"
  const [row] = await database.read<KeyRow>({ sql, parameters: [id, BigInt(after)] })
  return row && importKey(row)
}

/** Two processes may draw one each: both are good, and within the hour both use the newest. */
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
