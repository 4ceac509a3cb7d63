import { open, rename, rm } from 'node:fs/promises'
import { defaultBusyTimeoutMs } from './sqlite-connection.js'
import { requireSqlite } from './sqlite-driver.js'
import { sayingUnavailable, unavailableOf } from './sqlite-failure.js'

/** How far a backup is. */
export interface BackupProgress {
  readonly totalPages: number
  readonly remainingPages: number
}

/** From where to where. */
export interface BackupOptions {
  /** The database file, which other processes may be writing. */
  readonly path: string
  /** A file that is not there yet. */
  readonly to: string
  readonly onProgress?: (progress: BackupProgress) => void
}

/** How many pages are copied before others have their turn. */
const pagesAStep = 1000

/**
 * Copies a database as it is at one moment, beside servers that go on reading and writing. The copy has its name only once it is
 * whole.
 *
 * @throws DatabaseUnavailable · an error of the file system, such as EEXIST
 */
export async function backupSqliteDatabase({ path, to, onProgress }: BackupOptions): Promise<void> {
  const { DatabaseSync, backup } = requireSqlite()
  const partial = `${to}.partial`
  // It holds what the database holds: nobody else may read it.
  await (await open(partial, 'wx', 0o600)).close()
  const database = sayingUnavailable(() => new DatabaseSync(path, { timeout: defaultBusyTimeoutMs }))
  try {
    // A snapshot that stays the same: else each write of another process would make the copy begin anew.
    database.exec('BEGIN')
    database.prepare('SELECT COUNT(*) FROM sqlite_master').all()
    await backup(database, partial, { rate: pagesAStep, progress: (progress) => onProgress?.(progress) })
    await rename(partial, to)
  } catch (error) {
    throw unavailableOf(error) ?? error
  } finally {
    database.close()
    await rm(partial, { force: true })
  }
}
