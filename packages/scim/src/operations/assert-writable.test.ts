import { beforeEach, expect, test } from 'vitest'
import { compatibleManner } from '../manner.js'
import { string } from '../schema/attribute.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { memoryStorage } from '../storage/memory-storage.js'
import { create } from './create.js'
import { createCursorKeys } from './cursor-keys.js'
import { modify } from './modify.js'
import { anyAssignment, type OperationContext } from './operation-context.js'
import { remove } from './remove.js'
import { replace } from './replace.js'

const schema = defineSchema('urn:example:params:scim:schemas:core:2.0:Licence', { value: string() })
const Licence: ResourceType = defineResourceType({ name: 'Licence', endpoint: '/Licences', schema, readOnly: true })
const body = { schemas: [schema.id], value: 'seat' }
const change = { id: 'l', conditions: {} }

const store = memoryStorage().ofTenant('t', { request: 'r' })

beforeEach(async () => {
  if (await readLicence()) return
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    draft.create(Licence, { id: 'l', document: { value: 'seat' }, externalId: undefined })
  })
})

test.each<[string, () => Promise<unknown>]>([
  ['create', () => create(context, Licence, body)],
  ['replace', () => replace(context, Licence, { ...change, body })],
  ['modify', () => modify(context, Licence, { ...change, body: { Operations: [{ op: 'remove', path: 'value' }] } })],
  ['remove', () => remove(context, Licence, 'l', {})],
])('what is read-only is written by no operation, whoever calls it: %s is 405', async (_, write) => {
  await expect(write()).rejects.toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD' } })
  expect(await readLicence()).toMatchObject({ version: 1, text: '{"value":"seat"}' })
})

const context: OperationContext = {
  store,
  resourceTypes: [Licence],
  manner: compatibleManner,
  now: () => 2,
  newId: () => 'l-2',
  hashPassword: undefined,
  assignments: anyAssignment,
  cursors: { keys: createCursorKeys(), audience: '', timeout: 3600 },
}

function readLicence() {
  return store.get(Licence, 'l', { grants: false, groups: false })
}
