import { expect, test } from 'vitest'
import { string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { publishedResources } from './published-resources.js'
import type { Position, Query } from './resource-store.js'

const badge = defineResourceType({
  name: 'Badge',
  endpoint: '/Badges',
  schema: defineSchema('urn:example:Badge', { color: string() }),
  readOnly: true,
})

const times = { created: 0, lastModified: 0 }

function pageOf(ids: readonly string[], page: Query['page']) {
  const resources = ids.map((id) => ({ id, document: { color: 'red' }, ...times }))
  const source = publishedResources({ type: badge, resources })
  const show = { grants: false, groups: false }
  const targets = [{ type: badge, filter: undefined, sortPath: undefined }]
  return source.query(targets, { order: 'ascending', page, show, total: true })
}

test('by index a publication is listed as it was written', async () => {
  const { items, total } = await pageOf(['c', 'a', 'b'], { kind: 'index', startIndex: 1, count: 2 })
  expect([items.map(({ id }) => id), total]).toEqual([['c', 'a'], 3])
})

test('a position stays where it is when the publication changes between two pages', async () => {
  const after = (ids: readonly string[], position: Position | undefined) =>
    pageOf(ids, { kind: 'after', position, count: 2 })
  const first = await after(['c', 'a', 'd', 'b'], undefined)
  expect(first.items.map(({ id }) => id)).toEqual(['a', 'b'])
  // What was shown is gone, something new stands first, and what is left stands elsewhere.
  const second = await after(['0', 'd', 'c'], first.next)
  expect([second.items.map(({ id }) => id), second.next]).toEqual([['c', 'd'], undefined])
})

test('a total that is not asked for is not counted', async () => {
  const source = publishedResources({ type: badge, resources: [{ id: 'a', document: {}, ...times }] })
  const query = {
    order: 'ascending',
    page: { kind: 'index', startIndex: 1, count: 9 },
    show: { grants: false, groups: false },
  } as const
  const targets = [{ type: badge, filter: undefined, sortPath: undefined }]
  expect(await source.query(targets, { ...query, total: false })).toMatchObject({
    total: undefined,
    items: [{ id: 'a' }],
  })
  expect(await source.query(targets, { ...query, total: true })).toMatchObject({ total: 1 })
})
