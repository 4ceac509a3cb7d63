/** True for what names a PostgreSQL database; everything else is a SQLite file. */
export function isPostgresUrl(database: string): boolean {
  return /^postgres(?:ql)?:/i.test(database)
}

/** A database as it may be shown: a file by its path, and of a URL, which may hold a password, its host and database alone. */
export function databaseName(database: string): string {
  if (!isPostgresUrl(database)) return database
  if (!isReadableUrl(database) || isAmbiguous(database)) return 'PostgreSQL'
  const { hostname, port, pathname, searchParams } = new URL(database)
  const host = hostname || searchParams.get('host') || 'localhost'
  return `postgresql://${host}${port === '' ? '' : `:${port}`}${pathname}`
}

/** Without the two slashes, user and password would be part of the path. */
export function isReadableUrl(database: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(database) && URL.canParse(database)
}

/** A password with a slash, a `?` or a `#` in it that is not written as a code: what begins there is no path. */
function isAmbiguous(database: string): boolean {
  return /^[^/]*\/\/[^/?#]*[/?].*@/.test(database) || database.includes('#')
}

/** True for a URL with a password in it. */
export function hasPassword(database: string): boolean {
  if (!isPostgresUrl(database) || !URL.canParse(database)) return false
  const { password, searchParams } = new URL(database)
  return password !== '' || searchParams.has('password') || isAmbiguous(database)
}
