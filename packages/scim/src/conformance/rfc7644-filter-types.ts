import { describe, expect } from 'vitest'
import { openCast } from './filter-cast.js'
import { foundNames, refusalIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { findsEach, refusesEach } from './rfc7644-filter-grammar.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.4.2.2: what values are compared with, and what is refused by the schema. */
export function testFilterTypes(open: OpenBench): void {
  describe('RFC 7644 §3.4.2.2, values', () => {
    requirement(
      '7644-3.4.2.2-r',
      'a value is a literal of JSON: escapes, numbers, true, false and null (D-22)',
      async () => {
        const bench = await openCast(open)
        await bench.post('/Users', userBody('eve@gridco.example', { title: 'the "big" \\ one\n', nickName: '🙂é' }))
        await findsEach(bench, [
          ['title eq "the \\"big\\" \\\\ one\\n"', 'eve'],
          ['nickName eq "\\ud83d\\ude42\\u00e9"', 'eve'],
          ['nickName eq null', 'ada bob cyd dee'],
          ['nickName ne null', 'eve'],
          ['emails eq null', 'cyd'],
          ['active eq false', 'bob'],
        ])
        await refusesEach(bench, [
          ['title eq "a\\qb"', 'The string at position 10 is not a JSON string'],
          ['title eq "\\ud83d"', 'half a surrogate pair'],
          ['title eq "\\u0000"', 'U+0000'],
          ['title gt null', "Expected one of eq, ne at position 7, found 'gt': 'title' is compared with null."],
        ])
        expect(await foundNames(bench, '/Devices', 'weight eq -1.5')).toBe('low')
        expect(await foundNames(bench, '/Devices', 'weight eq 25e-1')).toBe('nine')
        const numbers = ['01', '+1', '.5', '1.', '0x1', 'NaN', '"9"', '1e999']
        await refusesEach(
          bench,
          numbers.map((text) => [`floor eq ${text}`, "'floor' is compared with a number: expected one at position 10"]),
          '/Devices',
        )
      },
    )
    requirement(
      '7644-3.4.2.2-j',
      'boolean and binary have no order: refused by the schema, whatever exists (D-24)',
      async () => {
        const bench = open()
        await refusesEach(bench, [
          ['active gt true', "Expected one of eq, ne at position 8, found 'gt': 'active' is of type boolean."],
          ['emails.primary le true', "'emails.primary' is of type boolean"],
          ['emails[primary ge true]', "'emails.primary' is of type boolean"],
          ['x509Certificates.value lt "a"', "'x509Certificates.value' is of type binary"],
          ['active co "t"', "'active' is of type boolean"],
        ])
        await refusesEach(
          bench,
          [
            ['firmware ge "AA=="', "'firmware' is of type binary"],
            ['shared lt false', "'shared' is of type boolean"],
            ['floor co 1', "'floor' is of type integer"],
            ['boughtOn sw "2020"', "'boughtOn' is of type dateTime"],
          ],
          '/Devices',
        )
      },
    )
    requirement('7644-3.4.2.2-j', 'a date that is none is refused (D-23)', async () => {
      await refusesEach(await openCast(open), [
        ['meta.created gt "yesterday"', "'meta.created' is compared with a date"],
        ['meta.created gt "2011-02-30T00:00:00Z"', 'expected one at position 17'],
        ['meta.lastModified le ""', "'meta.lastModified' is compared with a date"],
      ])
    })
  })

  describe('RFC 7644 §3.4.2.2, what a filter cannot ask', () => {
    requirement('7644-3.4.2.2-p', 'an unknown attribute is refused by its name (D-16)', async () => {
      await refusesEach(await openCast(open), [
        ['shoeSize eq 1', "Expected an attribute at position 1: 'User' has no attribute 'shoeSize'."],
        ['title pr or name.nick pr', "at position 13: 'User' has no attribute 'name.nick'."],
        ['__proto__ pr', "'User' has no attribute '__proto__'."],
        ['constructor.name pr', "'User' has no attribute 'constructor.name'."],
        ['urn:x:User:title pr', "'User' has no attribute 'urn:x:User:title'."],
      ])
    })
    requirement('7644-3.4.2.2-a', 'what is never returned is told by no filter: password, pin (D-20)', async () => {
      const bench = await openCast(open)
      await refusesEach(bench, [
        ['password eq "hunter2"', "at position 1: 'password' cannot be used in a filter."],
        ['not (PASSWORD pr)', "at position 6: 'password' cannot be used in a filter."],
        [`${userUrn}:password sw "h"`, "'password' cannot be used in a filter."],
      ])
      await refusesEach(bench, [['pin eq "1234"', "'pin' cannot be used in a filter."]], '/Devices')
    })
    requirement('7644-3.4.2.2-a', 'URLs that are made for each answer are refused, not taken for missing', async () => {
      const bench = await openCast(open)
      await refusesEach(bench, [
        ['meta.location pr', "Expected 'id' at position 1"],
        ['groups.$ref pr', "Expected 'groups.value' at position 1"],
        [`${enterpriseUrn}:manager.displayName eq "Ada"`, `Expected '${enterpriseUrn}:manager.value' at position 1`],
        [`title pr or ${enterpriseUrn}:manager.$ref pr`, `Expected '${enterpriseUrn}:manager.value' at position 13`],
      ])
      await refusesEach(bench, [['members[$ref pr]', "Expected 'members.value' at position 9"]], '/Groups')
    })
    requirement('7644-3.4.2.2-p', 'a filter has bounds: 4096 bytes, 16 levels, 64 expressions (D-21)', async () => {
      const bench = await openCast(open)
      const title = (length: number) => `title ne "${'x'.repeat(length)}"`
      await findsEach(bench, [
        [title(4085), 'ada bob cyd dee'],
        [`${'('.repeat(16)}title pr${')'.repeat(16)}`, 'ada bob dee'],
        [Array(63).fill('title pr').join(' or '), 'ada bob dee'],
        [Array(63).fill('title pr').join(' and '), 'ada bob dee'],
      ])
      await refusesEach(bench, [
        [title(4087), 'longer than 4096 bytes'],
        [`${'not('.repeat(17)}title pr${')'.repeat(17)}`, 'nested more than 16 deep at position 68'],
      ])
      const wide = await bench.get(`/Users?filter=${encodeURIComponent(Array(64).fill('title pr').join(' or '))}`)
      expect(refusalIn(wide)).toEqual({ status: 400, scimType: 'tooMany' })
    })
    requirement(
      '7644-3.4.2.2-aa',
      'where nothing can be filtered a filter is refused, never ignored (D-31)',
      async () => {
        const bench = open()
        expect((await bench.get('/ServiceProviderConfig')).body.filter.supported).toBe(true)
        for (const endpoint of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig']) {
          expect((await bench.get(`${endpoint}?filter=name%20pr`)).status).toBe(403)
          expect((await bench.get(endpoint)).status).toBe(200)
        }
      },
    )
  })
}
