import pg from 'pg'
import { testsOwn } from './audit/statement-recorder.js'
import { describePostgres } from './postgres-server.js'
import { testVerify } from './verify-database.js'

describePostgres('The check of a database', (createDatabase) => {
  testVerify(createDatabase, async (place, statements) => {
    const client = new pg.Client({ connectionString: place })
    await client.connect()
    // Foreign keys are triggers, which a replica does not fire.
    await client.query(`${testsOwn} SET session_replication_role = replica`)
    for (const statement of statements) await client.query(`${testsOwn} ${statement}`)
    await client.end()
  })
})
