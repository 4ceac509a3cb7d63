import { describe, expect, test } from 'vitest'
import { integer, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { deviceBody, deviceUrn } from './device.js'
import { openCast } from './filter-cast.js'
import { foundNames, invalidFilter, invalidValue, refusalIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { userBody, userUrn } from './sample-bodies.js'
import { searchBody } from './search-body.js'
import { testSettledAnswers } from './settled-points-answers.js'
import { testSettledLists } from './settled-points-lists.js'
import { testSettledWrites } from './settled-points-writes.js'

/**
 * Disputed points of the RFCs, as they are settled here: what the tests of requirement rows, which carry the number of a
 * point where they prove it, leave unproven. The names of the tests begin with the point.
 */
export function testSettledPoints(open: OpenBench, strict: boolean): void {
  describe('settled points, names and filters', () => {
    testNames(open, strict)
    testFilters(open)
  })
  describe('settled points, what answers show', () => testShown(open, strict))
  describe('settled points, lists', () => testSettledLists(open))
  describe('settled points, answers', () => testSettledAnswers(open, strict))
  describe('settled points, writes', () => testSettledWrites(open, strict))
}

/** Two extensions have a `floor`, one has a `shelf`; a `room` is in the base schema and in an extension. */
const Place = defineResourceType({
  name: 'Place',
  endpoint: '/Places',
  schema: defineSchema('urn:example:params:scim:schemas:core:2.0:Place', {
    serial: string({ required: true }),
    room: string(),
  }),
  schemaExtensions: ['East', 'West'].map((name) => ({
    schema: defineSchema(`urn:example:params:scim:schemas:extension:2.0:${name}`, {
      floor: integer(),
      room: string(),
      ...(name === 'East' ? { shelf: string() } : {}),
    }),
    required: false,
  })),
})
const [east = '', west = ''] = Place.schemaExtensions.map(({ schema }) => schema.id)

function testNames(open: OpenBench, strict: boolean): void {
  const openPlaces = async () => {
    const bench = open({ resourceTypes: [Place] })
    const place = { schemas: [Place.schema.id], room: 'base', [east]: { floor: 1, room: 'east', shelf: 'S' } }
    const { body } = await bench.post('/Places', { ...place, serial: 'p' })
    await bench.post('/Places', { schemas: [Place.schema.id], serial: 'q', [west]: { floor: 1, room: 'base' } })
    return { bench, path: `/Places/${body.id}`, created: body }
  }

  test('D-14 a name without its URN is of the base schema first; where two extensions have it, it is refused', async () => {
    const { bench, path, created } = await openPlaces()
    expect(await foundNames(bench, '/Places', 'room eq "base"')).toBe('p')
    expect(await foundNames(bench, '/Places', `${west}:room eq "base"`)).toBe('q')
    const filter = encodeURIComponent('floor eq 1')
    expect(refusalIn(await bench.get(`/Places?filter=${filter}`))).toEqual(invalidFilter)
    const floor = await bench.patch(path, [{ op: 'replace', path: 'floor', value: 2 }])
    expect(refusalIn(floor)).toEqual({ status: 400, scimType: 'invalidPath' })
    expect((await bench.get(path)).body).toEqual(created)
    const room = await bench.patch(path, [{ op: 'replace', path: 'room', value: 'new' }])
    expect(room.body).toMatchObject({ room: 'new', [east]: { room: 'east' } })
  })

  test(`D-14 a name that only one extension has is ${strict ? 'refused' : 'its own'} without the URN`, async () => {
    const { bench, path } = await openPlaces()
    const found = await bench.get(`/Places?filter=${encodeURIComponent('shelf eq "s"')}`)
    const patched = await bench.patch(path, [{ op: 'replace', path: 'shelf', value: 'T' }])
    if (strict) {
      expect(refusalIn(found)).toEqual(invalidFilter)
      expect(refusalIn(patched)).toEqual({ status: 400, scimType: 'invalidPath' })
    } else {
      expect(found.body.totalResults).toBe(1)
      expect(patched.body[east].shelf).toBe('T')
    }
    expect((await bench.get(path)).body[east].shelf).toBe(strict ? 'S' : 'T')
  })
}

function testFilters(open: OpenBench): void {
  test('D-16 what another type has is unknown where one type is asked, and has no value at the root', async () => {
    const bench = await openCast(open)
    for (const [endpoint, filter] of [
      ['/Groups', 'userName eq "ada@gridco.example"'],
      ['/Users', 'members pr'],
      ['/Users', 'floor eq 9'],
      ['/Devices', 'displayName ne "x"'],
    ] as const) {
      const answer = await bench.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)
      expect([endpoint, filter, refusalIn(answer)]).toEqual([endpoint, filter, invalidFilter])
    }
    const root = async (filter: string) => bench.post('/.search', searchBody({ filter }))
    expect((await root('floor eq 9')).body.totalResults).toBe(1)
    expect((await root('members pr')).body.totalResults).toBe(1)
    expect(refusalIn(await root('shoeSize eq 9'))).toEqual(invalidFilter)
  })

  test('D-24 a reference has an order, as text has; what is complex has none, whether or not it is there', async () => {
    const bench = await openCast(open)
    expect(await foundNames(bench, '/Users', 'profileUrl gt "https://people.example/B"')).toBe('dee')
    expect(await foundNames(bench, '/Users', 'profileUrl le "https://people.example/B"')).toBe('ada')
    for (const filter of ['name gt "a"', 'addresses lt "a"', 'meta ge "a"', 'active ge true']) {
      const answer = await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)
      expect([filter, refusalIn(answer)]).toEqual([filter, invalidFilter])
    }
  })
}

function testShown(open: OpenBench, strict: boolean): void {
  const both = strict ? 'are refused' : 'go by attributes'
  test(`D-25 attributes and excludedAttributes at once ${both}, in queries by POST and in writes too`, async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('ada'))
    const parameters = { attributes: ['userName'], excludedAttributes: ['userName'] }
    const query = '?attributes=userName&excludedAttributes=userName'
    const least = { schemas: [userUrn], id: body.id, userName: 'ada' }
    const searched = await bench.post('/Users/.search', searchBody(parameters))
    const created = await bench.post(`/Users${query}`, userBody('bob'))
    const replaced = await bench.put(`/Users/${body.id}${query}`, userBody('ada', { title: 'T' }))
    if (strict) {
      for (const answer of [searched, created, replaced]) expect(refusalIn(answer)).toEqual(invalidValue)
      expect((await bench.get('/Users')).body.Resources).toEqual([body])
    } else {
      expect(searched.body.Resources).toEqual([least])
      expect(created).toMatchObject({ status: 201, body: { userName: 'bob' } })
      expect(replaced.body).toEqual(least)
      expect(bench.tolerated).toEqual(['preferAttributes', 'preferAttributes', 'preferAttributes'])
    }
  })

  test('D-27 the least is id, schemas and what is always returned; meta comes by default, or when asked for', async () => {
    const bench = open()
    const more = {
      label: 'L',
      location: { building: 'B', room: '1' },
      ports: [{ value: 'p' }, { value: 'q', speed: 9 }],
    }
    const { id, meta } = (await bench.post('/Devices', deviceBody('d', more))).body
    const read = async (query: string) => (await bench.get(`/Devices/${id}${query}`)).body
    const least = { schemas: [deviceUrn], id, label: 'L' }
    expect(await read('')).toEqual({ ...least, ...more, serial: 'd', meta })
    expect(await read('?attributes=')).toEqual(await read(''))
    expect(await read('?attributes=nothing')).toEqual(least)
    expect(await read('?attributes=meta')).toEqual({ ...least, meta })
    expect(await read('?attributes=meta.created')).toEqual({ ...least, meta: { created: meta.created } })
    // The parent is there with what was asked of it, and a value that is left empty is not.
    expect(await read('?attributes=location.room')).toEqual({ ...least, location: { room: '1' } })
    expect(await read('?attributes=ports.speed')).toEqual({ ...least, ports: [{ speed: 9 }] })
    expect(await read('?attributes=ports.type,location.comment')).toEqual(least)
    expect(await read('?excludedAttributes=ports.value')).toMatchObject({ ports: [{ speed: 9 }] })
    expect(await read('?excludedAttributes=id,schemas,label,meta,ports,location')).toEqual({ ...least, serial: 'd' })
  })
}
