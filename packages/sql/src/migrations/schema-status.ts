import { migrations } from './migrations.js'

/** Which steps of the schema a database has, and which are still to come. */
export interface SchemaStatus {
  readonly applied: readonly { readonly name: string; readonly at: number }[]
  readonly pending: readonly string[]
}

/** The status of a database that has these steps. */
export function schemaStatusOf(applied: SchemaStatus['applied']): SchemaStatus {
  const known = new Set(applied.map(({ name }) => name))
  return { applied, pending: migrations.map(({ name }) => name).filter((name) => !known.has(name)) }
}
