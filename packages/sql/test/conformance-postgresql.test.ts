import { testStorage } from '@rollcall/scim/storage-conformance'
import { databaseHarness } from './database-harness.js'
import { describePostgres } from './postgres-server.js'

describePostgres('The storage', (createDatabase) => {
  testStorage('PostgreSQL', async () => databaseHarness(await createDatabase()))
})
