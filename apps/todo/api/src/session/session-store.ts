import { createHash } from 'node:crypto'
import type { AppDatabase, AppRow } from '@rollcall/server'
import { type SessionData, Store } from 'express-session'

/** How long a session lasts, in milliseconds. */
export interface SessionLifetime {
  /** Since the last request. */
  readonly idle: number
  /** Since the sign-in, whatever was done in between. */
  readonly absolute: number
}

export interface SessionStoreOptions {
  readonly database: AppDatabase
  readonly lifetime: SessionLifetime
  readonly cookie: SessionData['cookie']
  readonly now: () => number
}

type Done<Value = unknown> = (error?: unknown, value?: Value) => void

/** Sessions in the app's own table: a restart and a second process know them. Kept are a hash of the id, and whose it is. */
export class SessionStore extends Store {
  readonly #options: SessionStoreOptions

  constructor(options: SessionStoreOptions) {
    super()
    this.#options = options
  }

  override get(id: string, done: Done<SessionData | null>): void {
    settle(this.#find(id), done)
  }

  override set(id: string, session: SessionData, done: Done = ignore): void {
    settle(this.#save(id, session), done)
  }

  override touch(id: string, _session: SessionData, done: Done = ignore): void {
    settle(this.#prolong(id), done)
  }

  override destroy(id: string, done: Done = ignore): void {
    const sql = 'DELETE FROM todo_sessions WHERE id_hash = ?'
    settle(this.#options.database.write([{ sql, parameters: [hashOf(id)] }]), done)
  }

  async #find(id: string): Promise<SessionData | null> {
    const row = await this.#row(id)
    if (!row) return null
    return {
      cookie: { ...this.#options.cookie },
      user: { tenant: textOf(row, 'tenant_id'), id: textOf(row, 'user_id') },
    }
  }

  async #row(id: string): Promise<AppRow | undefined> {
    const { database, now } = this.#options
    const sql = 'SELECT tenant_id, user_id, created, expires FROM todo_sessions WHERE id_hash = ? AND expires > ?'
    const [row] = await database.read({ sql, parameters: [hashOf(id), BigInt(now())] })
    return row
  }

  async #save(id: string, { user }: SessionData): Promise<void> {
    if (!user) return
    const now = BigInt(this.#options.now())
    await this.#options.database.write([
      { sql: 'DELETE FROM todo_sessions WHERE expires <= ?', parameters: [now] },
      {
        sql: `INSERT INTO todo_sessions (id_hash, tenant_id, user_id, created, expires) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (id_hash) DO NOTHING`,
        parameters: [hashOf(id), user.tenant, user.id, now, this.#expiry(now)],
      },
    ])
  }

  /** Moves the expiry, when it is worth a write. */
  async #prolong(id: string): Promise<void> {
    const row = await this.#row(id)
    if (typeof row?.created !== 'bigint' || typeof row.expires !== 'bigint') return
    const expires = this.#expiry(row.created)
    if (expires - row.expires < BigInt(this.#options.lifetime.idle) / 100n) return
    const sql = 'UPDATE todo_sessions SET expires = ? WHERE id_hash = ?'
    await this.#options.database.write([{ sql, parameters: [expires, hashOf(id)] }])
  }

  #expiry(created: bigint): bigint {
    const { lifetime, now } = this.#options
    const idle = BigInt(now() + lifetime.idle)
    const absolute = created + BigInt(lifetime.absolute)
    return idle < absolute ? idle : absolute
  }
}

function settle<Value>(work: Promise<Value>, done: Done<Value>): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  )
}

function ignore(): void {}

/** Whoever reads the table cannot use what it holds. */
function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}

function textOf(row: AppRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new Error(`column '${column}' of a session is not text`)
  return value
}
