import { DatabaseBusy, DatabaseFull, DatabaseUnavailable } from '../sql-database.js'

/** Does what a driver does; says as DatabaseUnavailable what is nobody's bug. @throws DatabaseUnavailable */
export function sayingUnavailable<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw unavailableOf(error) ?? error
  }
}

/** What an error of SQLite says of its file; undefined for every other error. */
export function unavailableOf(error: unknown): DatabaseUnavailable | undefined {
  if (!(error instanceof Error)) return undefined
  const code = primaryCodeOf(error)
  const known = results.find((result) =>
    code === undefined ? error.message.includes(result.text) : code === result.code,
  )
  return known?.explain(`SQLite: ${error.message}`)
}

/** The low byte of an extended result code. One of the drivers leaves it out where a statement gives rows. */
function primaryCodeOf(error: Error): number | undefined {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

const isBusy = (reason: string) => new DatabaseBusy(reason)
const isFull = (reason: string) => new DatabaseFull(reason)
const isOutOfReach = (reason: string) => new DatabaseUnavailable(reason)

/** https://www.sqlite.org/rescode.html: SQLITE_BUSY, LOCKED, IOERR, FULL, CANTOPEN, PROTOCOL, with SQLite's words for each. */
const results: readonly {
  readonly code: number
  readonly text: string
  readonly explain: (reason: string) => DatabaseUnavailable
}[] = [
  { code: 5, text: 'database is locked', explain: isBusy },
  { code: 6, text: 'database table is locked', explain: isBusy },
  { code: 10, text: 'disk I/O error', explain: isOutOfReach },
  { code: 13, text: 'database or disk is full', explain: isFull },
  { code: 14, text: 'unable to open database file', explain: isOutOfReach },
  { code: 15, text: 'locking protocol', explain: isBusy },
]
