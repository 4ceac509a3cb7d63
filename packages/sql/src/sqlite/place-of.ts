import type { SqlitePlace } from './sqlite-connection.js'

/** The database file that a thread was started for. */
export function placeOf(data: unknown): SqlitePlace {
  if (typeof data === 'object' && data !== null && 'path' in data && 'busyTimeoutMs' in data) {
    const { path, busyTimeoutMs } = data
    if (typeof path === 'string' && typeof busyTimeoutMs === 'number') return { path, busyTimeoutMs }
  }
  throw new Error('the thread was not told its database')
}
