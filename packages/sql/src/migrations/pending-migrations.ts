import { type Migration, migrations } from './migrations.js'

/**
 * The steps of the schema that a database still needs, by the names of those that it has.
 *
 * @throws Error for a database that a newer version has migrated.
 */
export function pendingMigrations(applied: ReadonlySet<string>): readonly Migration[] {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied].find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new Error(
      `the database has the migration '${unknown}', which this version of Rollcall does not know: update it`,
    )
  }
  return migrations.filter(({ name }) => !applied.has(name))
}
