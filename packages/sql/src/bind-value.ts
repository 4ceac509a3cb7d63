/** What a driver binds: nothing else reads alike on every database. */
export type Bound = string | bigint | null

/**
 * The one way to a bound value. Drivers differ on numbers (5 into a text column is `5` on one and `5.0` on the other), on
 * booleans and on undefined: so only text, bigint and null reach them.
 */
export function bindValue(value: unknown): Bound {
  if (typeof value === 'string') return requireStorable(value)
  if (typeof value === 'bigint' || value === null) return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'boolean') return value ? 1n : 0n
  throw new TypeError(`a value of type ${typeof value} cannot be bound: bind text, a whole number, a boolean or null`)
}

/** SQLite cuts at U+0000 and replaces lone surrogates, PostgreSQL refuses both: they must have been refused before. */
export function requireStorable(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new TypeError('text with U+0000 or a lone surrogate cannot be stored')
  }
  return text
}
