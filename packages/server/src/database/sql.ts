import type { AppStatement } from '../rollcall.js'

/**
 * A statement for the app's own tables: every `${value}` is bound, never pasted. Text, bigint and null only, since the
 * drivers differ on the rest.
 *
 * @example sql`UPDATE todos SET task = ${task} WHERE id = ${id}`
 * @throws TypeError for a value that cannot be bound.
 */
export function sql(text: TemplateStringsArray, ...values: readonly (string | bigint | null)[]): AppStatement {
  for (const value of values) {
    if (typeof value !== 'string' && typeof value !== 'bigint' && value !== null) {
      throw new TypeError(`A value of type ${typeof value} cannot be bound: bind text, bigint or null.`)
    }
  }
  return { sql: text.join('?'), parameters: values }
}
