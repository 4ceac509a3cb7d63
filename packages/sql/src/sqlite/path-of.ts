/** The database file that a thread was started for. */
export function pathOf(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'path' in data && typeof data.path === 'string') return data.path
  throw new Error('the thread was not told its database')
}
