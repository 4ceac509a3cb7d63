import type { SqlDatabase } from '@rollcall/sql'
import { expect, onTestFinished, test } from 'vitest'
import { openService } from '../src/create-rollcall.js'
import { createTenantDirectory } from '../src/directory/tenant-directory.js'
import { addSchema } from '../src/resource-types/change-schemas.js'
import { createTenants } from '../src/tenants/create-tenants.js'
import { groupBody, userBody } from './open-rollcall.js'
import { badge, badgeBody, twoOrganisations } from './run-time-definitions.js'
import { sendWhile } from './send-while.js'

const required = { extends: ['User'], required: true }

test('who is on the way while an extension becomes required is not stored, and the client is told to send it again', async () => {
  const { rollcall, tenants, theirs, theirKey } = await twoOrganisations()
  const late = await sendWhile(rollcall, theirKey, '/Users', userBody('a@theirs.example'), () =>
    tenants.addSchema('theirs.example', badge, required),
  )
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await theirs('GET', '/Users')).body.totalResults).toBe(0)
  expect((await theirs('POST', '/Users', { body: userBody('a@theirs.example') })).status).toBe(400)
  expect((await theirs('POST', '/Users', { body: badgeBody('a@theirs.example', 1) })).status).toBe(201)
  expect((await theirs('POST', '/Groups', { body: groupBody('crew') })).status).toBe(201)
})

test('who comes while an extension is about to become required is there first, and it is refused', async () => {
  const service = await openService({ database: ':memory:' })
  onTestFinished(() => service.database.close())
  await createTenants(service).create('a.example')
  const arrival = { pending: true }
  const write: SqlDatabase['write'] = async (statements) => {
    if (arrival.pending) {
      arrival.pending = false
      await createTenantDirectory(service, 'a.example').users.create({ userName: 'a@a.example' })
    }
    return service.database.write(statements)
  }
  const adding = addSchema({ ...service, database: { ...service.database, write } }, 'a.example', badge, required)
  await expect(adding).rejects.toThrow("'a.example' has 1 of the type 'User' already")
  expect(await createTenants(service).listSchemas('a.example')).toEqual([])
})
