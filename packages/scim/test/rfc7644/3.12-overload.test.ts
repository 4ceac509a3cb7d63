import { expect, test } from 'vitest'
import { createServiceProvider, type Id, type Manner, User } from '../../src/index.js'
import { memoryStorage } from '../../src/storage/memory-storage.js'
import type { ResourceStore } from '../../src/storage/resource-store.js'

const manners: readonly (readonly [string, Manner])[] = [
  ['compatible', { strict: false, tolerated: () => {} }],
  ['strict', { strict: true, tolerated: () => {} }],
]

/** A store beside which somebody else changes the user each time, between what is read and what is written. */
function contestedStore(inner: ResourceStore, contested: { id: Id | undefined }): ResourceStore {
  let turn = 0
  return {
    ...inner,
    transaction: (options, work) =>
      inner.transaction(options, async (draft) => {
        const result = await work(draft)
        const { id } = contested
        if (id === undefined) return result
        const other = { now: options.now, writeSet: `other-${++turn}` }
        await inner.transaction(other, async (theirs) => {
          await theirs.get(User, id, 'document')
          theirs.setPassword(id, `hash-${turn}`)
        })
        return result
      }),
  }
}

test.each(manners)(
  'D-69 work that always loses against others is answered 503 with Retry-After in whole seconds, %s',
  async (_name, manner) => {
    const contested: { id: Id | undefined } = { id: undefined }
    const inner = memoryStorage({ random: () => 0 }).ofTenant('t', { connection: 'c', request: 'r' })
    const store = contestedStore(inner, contested)
    const { fetch } = createServiceProvider({ resourceTypes: [User], store, manner })
    const send = (method: string, path: string, body?: object) =>
      fetch(
        new Request(`https://app.example/scim/v2${path}`, {
          method,
          headers: { 'content-type': 'application/scim+json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      )
    const made = await send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada',
    })
    const { id } = (await made.json()) as { readonly id: string }
    contested.id = id
    const refused = await send('PATCH', `/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'title', value: 'never' }],
    })
    expect([refused.status, refused.headers.get('content-type')]).toEqual([503, 'application/scim+json'])
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect(await refused.json()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '503',
      detail: expect.any(String),
    })
    expect(await (await send('GET', `/Users/${id}`)).json()).not.toHaveProperty('title')
  },
)
