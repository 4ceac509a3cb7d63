import { createRequire } from 'node:module'
import type { Bound } from '../bind-value.js'

/** The part of `node:sqlite` that we use; both drivers have it. */
export interface SqliteModule {
  readonly DatabaseSync: new (path: string, options: { readonly timeout?: number }) => SqliteDatabase
  /** Copies a database page by page; the copy is whole when it settles. */
  readonly backup: (
    source: SqliteDatabase,
    to: string,
    options: {
      readonly rate: number
      readonly progress: (progress: { readonly totalPages: number; readonly remainingPages: number }) => void
    },
  ) => Promise<unknown>
}

export interface SqliteDatabase {
  readonly isTransaction: boolean
  prepare(sql: string): SqliteStatement
  exec(sql: string): void
  close(): void
}

export interface SqliteStatement {
  run(...parameters: readonly Bound[]): { readonly changes: number | bigint }
  all(...parameters: readonly Bound[]): readonly Readonly<Record<string, Bound>>[]
  columns(): readonly { readonly name: string }[]
  setReadBigInts(on: boolean): void
  /** Rows are lists of values from then on. */
  setReturnArrays(on: boolean): void
}

/**
 * The built-in `node:sqlite` where it is whole, else its namesake from npm. Told apart by `backup`, not by the version of
 * Node: 22.13 has the module but neither backup nor FTS5, and ignores its timeout.
 */
export function requireSqlite(): SqliteModule {
  const builtIn: unknown = process.getBuiltinModule('node:sqlite')
  if (isWhole(builtIn)) return builtIn
  const namesake: unknown = createRequire(import.meta.url)('@photostructure/sqlite')
  if (isWhole(namesake)) return namesake
  throw new Error('no SQLite driver: neither node:sqlite nor @photostructure/sqlite offers what is needed')
}

function isWhole(module: unknown): module is SqliteModule {
  return typeof module === 'object' && module !== null && 'backup' in module && typeof module.backup === 'function'
}
