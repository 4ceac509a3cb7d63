import { testProtocol } from '@rollcall/scim/protocol-conformance'
import { databaseHarness } from './database-harness.js'
import { describePostgres } from './postgres-server.js'

describePostgres('The protocol', (createDatabase) => {
  testProtocol('PostgreSQL', async () => databaseHarness(await createDatabase()))
})
