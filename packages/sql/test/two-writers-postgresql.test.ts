import { openPostgresDatabase } from '@rollcall/sql'
import { describePostgres } from './postgres-server.js'
import { testTwoWriters } from './two-writers-suite.js'

describePostgres('Two writers', (createDatabase) => {
  testTwoWriters(createDatabase, (url) => openPostgresDatabase({ url }))
})
