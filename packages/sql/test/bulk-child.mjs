// Sends the Bulk request that comes on stdin to a service provider over the database, under a key: node bulk-child.mjs <path or URL>

import { text } from 'node:stream/consumers'
import { createServiceProvider, Group, User } from '@rollcall/scim'
import { openPostgresDatabase, openSqliteDatabase, sqlStorage } from '@rollcall/sql'

const [, , place] = process.argv
const isUrl = place.startsWith('postgres')
const database = await (isUrl ? openPostgresDatabase({ url: place }) : openSqliteDatabase({ path: place }))
const store = sqlStorage(database).ofTenant('t', { connection: 'okta', request: 'child' })
const { fetch } = createServiceProvider({ resourceTypes: [User, Group], store })
const response = await fetch(
  new Request('https://app.example/scim/v2/Bulk', {
    method: 'POST',
    body: await text(process.stdin),
    headers: { 'content-type': 'application/scim+json', 'idempotency-key': 'k-1' },
  }),
)
process.stdout.write(await response.text())
await database.close()
