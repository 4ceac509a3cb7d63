import { type SchemaStatus, schemaStatusOf } from '../migrations/schema-status.js'
import { appliedIn } from './migrate-postgres.js'
import { withClient } from './with-client.js'

/**
 * Looks without changing anything.
 *
 * @throws DatabaseUnavailable
 */
export async function postgresSchemaStatus(options: { readonly url: string }): Promise<SchemaStatus> {
  return withClient(options.url, async (client) => schemaStatusOf(await appliedIn(client)))
}
