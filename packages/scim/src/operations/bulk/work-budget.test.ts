import { expect, test } from 'vitest'
import { createServiceProvider } from '../../http/create-service-provider.js'
import { User } from '../../schema/user.js'
import { memoryStorage } from '../../storage/memory-storage.js'
import { bulkRequestUrn } from './bulk-request.js'
import { createWorkBudget } from './work-budget.js'

const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

test('a thousand changes of ordinary resources are far below the budget', () => {
  const { spend } = createWorkBudget()
  for (let n = 0; n < 1000; n++) spend('x'.repeat(5000), 5)
})

test('the budget counts how long a document is and how often it is looked at', () => {
  const refused = expect.objectContaining({ status: 400, scimType: 'tooMany' })
  const [long, often] = [createWorkBudget(), createWorkBudget()]
  expect(() => {
    for (let n = 0; n < 1000; n++) long.spend('x'.repeat(100_000), 0)
  }).toThrow(refused)
  expect(() => {
    for (let n = 0; n < 1000; n++) often.spend('x'.repeat(5000), 100)
  }).toThrow(refused)
})

test.each(['PATCH', 'PUT'])(
  'a Bulk request that changes a long resource too often by %s does what fits',
  async (method) => {
    const store = memoryStorage().ofTenant('gridco.example', { request: 'r-1' })
    const provider = createServiceProvider({ resourceTypes: [User], store })
    const photos = Array.from({ length: 900 }, (_, n) => ({
      value: `https://x.example/${n}/${'p'.repeat(900)}`,
      type: `t${n}`,
    }))
    const { id } = await provider.create(User, { userName: 'long', photos })
    const operations = Array.from({ length: 30 }, (_, n) => ({
      method,
      path: `/Users/${id}`,
      data: dataOf(method, n, photos),
    }))
    const run = (atomic: boolean, sent = operations) =>
      provider.bulk({ schemas: [bulkRequestUrn], Operations: sent }, { atomic, idempotency: undefined })
    await expect(run(true)).rejects.toMatchObject({ status: 400, scimType: 'tooMany' })
    const results = await run(false)
    const kinds = results.map(({ outcome }) => outcome.kind)
    expect(kinds[0]).toBe('done')
    expect(results.at(-1)?.outcome).toMatchObject({ kind: 'failed', error: { scimType: 'tooMany' } })
    expect((await run(false, operations.slice(0, 1)))[0]?.outcome.kind).toBe('done')
  },
)

function dataOf(method: string, n: number, photos: readonly object[]): object {
  if (method === 'PUT') return { userName: 'long', title: `${n}`, photos }
  return { schemas: [patchOpUrn], Operations: [{ op: 'replace', path: 'title', value: `${n}` }] }
}
