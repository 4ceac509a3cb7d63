import { describe, expect, test } from 'vitest'
import { compatibleManner } from '../manner.js'
import type { Answer } from '../operations/answer.js'
import { parseProjection } from '../resource/returned-attributes.js'
import { string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import type { Link, StoredResource } from '../storage/resource-store.js'
import { createPrinter, printInPieces } from './print-resource.js'

const place = {
  baseUrl: 'https://app.example/scim/v2',
  endpoints: new Map([
    ['User', '/Users'],
    ['Group', '/Groups'],
  ]),
}

const stored: StoredResource = {
  type: 'Group',
  id: 'crew',
  version: 7,
  documentVersion: 1,
  created: 0,
  lastModified: 1000,
  text: '{"displayName":"Crew of \\"meta\\":[{}]","urn:example:Ship":{"name":"Nebuchadnezzar","code":"tree"}}',
  externalId: 'x-1',
  grants: undefined,
  groups: undefined,
}

/** Of three, one shows what it is called, and one is of a type without an endpoint. */
const members: readonly Link[] = Array.from({ length: 30 }, (_, n) => ({
  value: `m-${n}`,
  type: n % 3 === 1 ? 'Robot' : 'User',
  display: n % 3 === 2 && n > 10 ? `Member "${n}" ✓` : undefined,
}))

const ship = defineSchema('urn:example:Ship', { name: string(), code: string({ returned: 'request' }) })
const Ships = defineResourceType({ ...Group, schemaExtensions: [{ schema: ship, required: false }] })

/** The answer with all of its links, and the same with pages of them. */
function answers(links: readonly Link[], pageLength: number): { readonly whole: Answer; readonly paged: Answer } {
  const first = links.slice(0, pageLength)
  return { whole: { stored, links }, paged: { stored, links: first, furtherLinks: rest(links, pageLength) } }
}

async function* rest(links: readonly Link[], pageLength: number): AsyncGenerator<readonly Link[]> {
  for (let from = pageLength; from < links.length; from += pageLength) yield links.slice(from, from + pageLength)
}

describe('a resource that is printed in pieces has the text that it has as a whole', () => {
  test.each<[string, ResourceType, { readonly attributes?: string; readonly excludedAttributes?: string }]>([
    ['without a projection', Group, {}],
    ['with what is returned on request', Ships, {}],
    ['with attributes', Group, { attributes: 'members,displayName' }],
    ['with ids alone', Group, { attributes: 'members.value' }],
    ['with what few of them have', Group, { attributes: 'members.display' }],
    ['without a part of each', Ships, { excludedAttributes: 'members.$ref,displayName' }],
    ['with what hides each', Group, { attributes: 'members.nothing' }],
  ])('%s', async (_name, type, query) => {
    const projection = parseProjection(query, type, compatibleManner)
    for (const pageLength of [1, 7, 29]) {
      const { whole, paged } = answers(members, pageLength)
      const pieces = await gather(printInPieces(paged, type, projection, place))
      expect(pieces.join('')).toBe(createPrinter(type, projection, place)(whole))
    }
  })

  test('with pages that nobody is on', async () => {
    for (const links of [[], members.slice(0, 2)]) {
      const { whole, paged } = answers(links, 1)
      const further = async function* () {
        yield []
        yield* paged.furtherLinks ?? []
        yield []
      }
      const pieces = await gather(printInPieces({ ...paged, furtherLinks: further() }, Group, undefined, place))
      expect(pieces.join('')).toBe(createPrinter(Group, undefined, place)(whole))
    }
  })
})

test('a piece holds the links of a page', async () => {
  const { paged } = answers(members, 10)
  const pieces = await gather(printInPieces(paged, Group, undefined, place))
  expect(pieces.map((piece) => piece.match(/"value"/g)?.length)).toEqual([10, 10, 10, undefined])
})

async function gather(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const gathered: string[] = []
  for await (const piece of pieces) gathered.push(piece)
  return gathered
}
