import { expect, test } from 'vitest'
import { createServiceProvider } from '../src/http/create-service-provider.js'
import { Group } from '../src/schema/group.js'
import { User } from '../src/schema/user.js'
import { invalidValue, ScimError } from '../src/scim-error.js'
import { memoryStorage } from '../src/storage/memory-storage.js'
import { LimitReached } from '../src/storage/storage-refusals.js'

const show = { grants: true, groups: false, links: true }
const user = (userName: string, more: object = {}) => ({ schemas: [User.schema.id], userName, ...more })

function provider() {
  const store = memoryStorage().ofTenant('t', { request: 'r' })
  return createServiceProvider({
    resourceTypes: [User, Group],
    store,
    assignments: {
      assign(wanted) {
        if (wanted.some(({ value }) => value === 'boss')) throw invalidValue("There is no role 'boss'.")
        return wanted
      },
      seats: {
        counterOf: ({ value }) => (value === 'pilot' ? 'seats/pilot' : undefined),
        sentenceOf: () => 'No pilot is wanted.',
      },
    },
  })
}

test('what is prepared is judged and not written; what is committed is, under the ids that were drawn', async () => {
  const { commit, find, prepareCreate } = provider()
  const tank = await prepareCreate(User, 'tank', user('Tank', { externalId: '7' }))
  expect(tank).toMatchObject({ id: 'tank', document: { userName: 'Tank', active: true }, externalId: '7' })
  const members = [{ value: 'tank' }]
  const crew = await prepareCreate(Group, 'crew', { schemas: [Group.schema.id], displayName: 'Crew', members })
  expect(await find(User, 'tank', show)).toBeUndefined()
  expect(await commit([crew, tank])).toMatchObject([
    { id: 'crew', version: 1 },
    { id: 'tank', version: 1 },
  ])
  expect((await find(Group, 'crew', show))?.links).toMatchObject([{ value: 'tank' }])
})

test('where one of them cannot be committed, none is', async () => {
  const { commit, find, prepareCreate } = provider()
  const writes = [await prepareCreate(User, 'a', user('same')), await prepareCreate(User, 'b', user('SAME'))]
  await expect(commit(writes)).rejects.toMatchObject({ status: 409 })
  expect(await find(User, 'a', show)).toBeUndefined()
})

test('a replacement is prepared by the rules of PUT', async () => {
  const { commit, create, prepareReplace } = provider()
  const { id } = await create(User, user('a', { title: 'Old' }))
  const [stored] = await commit([await prepareReplace(User, id, user('a', { title: 'New' }))])
  expect(stored).toMatchObject({ version: 2, text: expect.stringContaining('New') })
  await expect(commit([await prepareReplace(User, 'nobody', user('b'))])).rejects.toMatchObject({ status: 404 })
})

test('what is wrong is said when it is prepared', async () => {
  const { prepareCreate } = provider()
  await expect(prepareCreate(User, 'a', user(''))).rejects.toThrow(ScimError)
})

test('a rehearsal tells what it would count, and what is refused then is refused in its words', async () => {
  const { find, prepareCreate, rehearse } = provider()
  const pilots = await Promise.all(
    ['a', 'b'].map((id) => prepareCreate(User, id, user(id, { roles: [{ value: 'pilot' }, { value: 'cook' }] }))),
  )
  const told: unknown[] = []
  await rehearse(pilots, async (counts) => void told.push([...counts]))
  expect(told).toEqual([[['seats/pilot', 2]]])
  const full = rehearse(pilots, () => Promise.reject(new LimitReached('seats/pilot')))
  await expect(full).rejects.toMatchObject({ status: 400, message: 'No pilot is wanted.' })
  expect(await find(User, 'a', show)).toBeUndefined()
})

test('a rehearsal finds what is refused before the commit, and writes nothing', async () => {
  const { find, prepareCreate, rehearse } = provider()
  await rehearse([await prepareCreate(User, 'a', user('a'))])
  expect(await find(User, 'a', show)).toBeUndefined()
  const boss = await prepareCreate(User, 'b', user('b', { roles: [{ value: 'boss' }] }))
  await expect(rehearse([boss])).rejects.toThrow("There is no role 'boss'.")
  const crew = { schemas: [Group.schema.id], displayName: 'Crew', members: [{ value: 'ghost' }] }
  await expect(rehearse([await prepareCreate(Group, 'g', crew)])).rejects.toThrow("'ghost'")
})
