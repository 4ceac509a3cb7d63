import { describe, expect } from 'vitest'
import { openCast } from './filter-cast.js'
import { foundNames } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

/** Filters, and whom each finds. */
type FilterTable = Readonly<Record<string, string>>

/** RFC 7644 §3.4.2.2, Tables 3 and 4: what the operators mean. */
export function testFilterOperators(open: OpenBench): void {
  /** Every filter of the table, and its contrary: nobody is found by both, nobody by neither. */
  async function proveTable(endpoint: string, everybody: string, table: FilterTable): Promise<void> {
    const bench = await openCast(open)
    const found: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const [filter, names] of Object.entries(table)) {
      found[filter] = await foundNames(bench, endpoint, filter)
      found[`not (${filter})`] = await foundNames(bench, endpoint, `not (${filter})`)
      expected[filter] = names
      expected[`not (${filter})`] = rest(everybody, names)
    }
    expect(found).toEqual(expected)
  }
  const users = (table: FilterTable) => () => proveTable('/Users', 'ada bob cyd dee', table)
  const devices = (table: FilterTable) => () => proveTable('/Devices', 'bare low nine ten', table)

  describe('RFC 7644 §3.4.2.2, attribute operators', () => {
    requirement(
      '7644-3.4.2.2-a',
      'only what matches is returned, by each operator',
      users({
        'userName eq "bob@gridco.example"': 'bob',
        'userName ne "bob@gridco.example"': 'ada cyd dee',
        'userName co "b@g"': 'bob',
        'userName sw "b"': 'bob',
        'userName ew "e@gridco.example"': 'dee',
        'title pr': 'ada bob dee',
        'userName gt "bob@gridco.example"': 'cyd dee',
        'userName ge "bob@gridco.example"': 'bob cyd dee',
        'userName lt "bob@gridco.example"': 'ada',
        'userName le "bob@gridco.example"': 'ada bob',
      }),
    )
    requirement(
      '7644-3.4.2.2-e',
      'eq finds what is identical, by the type and the case rule of the attribute',
      users({
        'userName eq "ADA@GridCo.example"': 'ada',
        'externalId eq "Ext-A"': 'ada',
        'externalId eq "ext-a"': 'cyd',
        'active eq true': 'ada cyd dee',
        'active eq false': 'bob',
        'displayName eq "ασα"': 'bob',
        'name.givenName eq "REN\u00c9E"': 'dee',
        'userName eq "ada"': '',
      }),
    )
    requirement(
      '7644-3.4.2.2-e',
      'eq compares numbers as numbers and dates as moments',
      devices({
        'floor eq 9': 'nine',
        'floor eq 9.0': 'nine',
        'weight eq -15e-1': 'low',
        'boughtOn eq "2020-02-29T13:00:00+01:00"': 'nine',
        'firmware eq "aqid"': 'ten',
        'shared eq false': 'ten',
      }),
    )
    requirement(
      '7644-3.4.2.2-f',
      'ne finds what is not identical; what has no value differs, and of several values none is equal (D-17)',
      users({
        'userName ne "ADA@gridco.example"': 'bob cyd dee',
        'title ne "ENGINEER_1"': 'ada cyd dee',
        'nickName ne "x"': 'ada bob cyd dee',
        'emails.value ne "ada@home.example"': 'bob cyd dee',
        'emails.type ne "work"': 'cyd dee',
        'externalId ne "Ext-A"': 'bob cyd dee',
        'roles.value ne "admin"': 'bob cyd dee',
        'groups.display ne "staff"': 'cyd dee',
      }),
    )
    requirement(
      '7644-3.4.2.2-g',
      'co, sw and ew find parts, beginnings and ends, the whole among them, and nothing in them is a wildcard',
      users({
        'displayName co "LOVE"': 'ada',
        'displayName co "Ada Lovelace"': 'ada',
        'displayName sw "ada"': 'ada',
        'displayName sw "ada lovelace"': 'ada',
        'displayName sw "ΑΣ"': 'bob',
        'displayName ew "LACE"': 'ada',
        'displayName ew "ada lovelace"': 'ada',
        'displayName co "🙂"': 'cyd',
        'displayName sw "lovelace"': '',
        'displayName ew "love"': '',
        'displayName co "love ada"': '',
        'title co "%"': 'ada',
        'title co "r_1"': 'bob',
        'title sw "engineer_"': 'bob',
        'title ew "%"': 'ada',
      }),
    )
  })

  describe('RFC 7644 §3.4.2.2, presence and order', () => {
    requirement(
      '7644-3.4.2.2-h',
      'pr finds what has a value, of a complex attribute in any sub-attribute',
      users({
        'title pr': 'ada bob dee',
        'name pr': 'ada bob dee',
        'name.familyName pr': 'ada bob',
        'emails pr': 'ada bob dee',
        'emails.primary pr': 'ada dee',
        'active pr': 'ada bob cyd dee',
        'externalId pr': 'ada cyd',
        'roles pr': 'ada',
        'groups pr': 'ada bob',
        'meta pr': 'ada bob cyd dee',
        [`${enterpriseUrn}:manager pr`]: 'ada',
        'nickName pr': '',
      }),
    )
    requirement(
      '7644-3.4.2.2-h',
      'pr: an empty text and a list of nothing are no value, false and 0 are (D-18)',
      async () => {
        const bench = await openCast(open)
        const empty = { title: '', name: { givenName: '' }, active: false, phoneNumbers: [], photos: [{ type: '' }] }
        const { status } = await bench.post('/Users', userBody('eve@gridco.example', empty))
        expect(status).toBe(201)
        await bench.post('/Devices', {
          schemas: ['urn:example:params:scim:schemas:core:2.0:Device'],
          serial: 'zero',
          floor: 0,
        })
        const found: Record<string, string> = {}
        for (const name of ['title', 'name', 'phoneNumbers', 'photos', 'active']) {
          found[name] = await foundNames(bench, '/Users', `userName sw "eve" and ${name} pr`)
        }
        expect(found).toEqual({ title: '', name: '', phoneNumbers: '', photos: '', active: 'eve' })
        expect(await foundNames(bench, '/Devices', 'floor pr')).toBe('low nine ten zero')
      },
    )
    requirement(
      '7644-3.4.2.2-i',
      'gt, ge, lt and le go by code points in texts, by size in numbers, by time in dates',
      users({
        'userName gt "b"': 'bob cyd dee',
        'title ge "ENGINEER_1"': 'bob dee',
        'title lt "engineer_1"': 'ada',
        'displayName gt "\ue000"': 'cyd dee',
        'displayName lt "🙂"': 'ada bob dee',
        'displayName le "\ue000 PRIVATE"': 'ada bob dee',
        'meta.created gt "2026-11-24T10:00:30+01:00"': 'bob cyd dee',
        'meta.created le "2026-11-24T09:01:30Z"': 'ada bob',
        'meta.lastModified lt "2026-11-24T04:01:30.500-05:00"': 'ada bob',
      }),
    )
    requirement(
      '7644-3.4.2.2-i',
      'a number of two digits is greater than one of one, and a moment is compared wherever its clock stood',
      devices({
        'floor gt 9': 'ten',
        'floor ge 9': 'nine ten',
        'floor lt 0': 'low',
        'weight le 2.5': 'low nine',
        'boughtOn gt "2020-02-29T12:00:00Z"': 'ten',
        'boughtOn ge "2020-02-29T12:00:00Z"': 'nine ten',
        'boughtOn lt "1970-01-01T00:00:00Z"': 'low',
        'boughtOn le "2020-02-29T11:00:00.250-01:00"': 'low nine ten',
        'code gt "AB"': 'nine',
      }),
    )
    requirement('7644-3.4.2.2-i', 'dates to the millisecond; finer digits count for nothing (D-23)', async () => {
      const bench = await openCast(open)
      const { body } = await bench.get(`/Users/${bench.ids.get('bob')}`)
      const moment: string = body.meta.lastModified
      const elsewhere = new Date(Date.parse(moment) + 7_200_000).toISOString().replace('Z', '+02:00')
      const earlier = new Date(Date.parse(moment) - 1).toISOString()
      for (const same of [moment, elsewhere, moment.replace('Z', '999Z')]) {
        expect(await foundNames(bench, '/Users', `meta.lastModified eq "${same}"`)).toBe('bob')
      }
      expect(await foundNames(bench, '/Users', `meta.lastModified eq "${earlier}"`)).toBe('')
      expect(await foundNames(bench, '/Users', `meta.lastModified gt "${earlier}" and userName le "bob~"`)).toBe('bob')
    })
  })

  describe('RFC 7644 §3.4.2.2, logical operators and several values', () => {
    requirement(
      '7644-3.4.2.2-k',
      'and, or and not behave as in logic',
      users({
        'userType eq "Employee" and active eq true': 'ada',
        'userType eq "Employee" and active eq false': 'bob',
        'userType eq "Intern" and active eq false': '',
        'userType eq "Employee" or title pr': 'ada bob dee',
        'userType eq "Intern" or userType eq "x"': 'cyd',
        'not (userType eq "Employee") and title pr': 'dee',
        'not (not (title pr))': 'ada bob dee',
        'not (title pr or userType eq "Intern")': '',
        'not (title pr and active eq true)': 'bob cyd',
      }),
    )
    requirement(
      '7644-3.4.2.2-l',
      'parentheses bind before everything else',
      users({
        'userType eq "Intern" or userType eq "Employee" and active eq false': 'bob cyd',
        '(userType eq "Intern" or userType eq "Employee") and active eq false': 'bob',
        'not (active eq false) and title pr': 'ada dee',
        'not (active eq false and title pr)': 'ada cyd dee',
      }),
    )
    requirement(
      '7644-3.4.2.2-s',
      'of several values any that matches will do',
      users({
        'emails.value eq "ada@work.example"': 'ada',
        'emails.value eq "ada@home.example"': 'ada',
        'emails.value sw "ada@"': 'ada',
        'emails.type eq "home"': 'ada dee',
        'emails.type eq "home" and emails.type eq "work"': 'ada',
        'roles.value eq "admin"': 'ada',
        'groups.display eq "STAFF"': 'ada bob',
      }),
    )
    requirement(
      '7644-3.4.2.2-s',
      'also of attributes whose values are simple, and of numbers inside values',
      devices({ 'colors eq "green"': 'nine', 'colors ne "red"': 'bare low ten', 'ports.speed gt 10': 'nine' }),
    )
    requirement(
      '7644-3.4.2.2-w',
      'texts are compared by their attribute’s caseExact',
      devices({
        'code eq "aB"': 'nine',
        'code sw "A"': 'ten',
        'code co "B"': 'nine ten',
        'code co "b"': '',
        'serial eq "NINE"': 'nine',
        'colors eq "RED"': 'nine',
        'firmware eq "AQID"': 'nine',
      }),
    )
    requirement('7644-3.4.2.2-w', 'references, ids and external ids keep their case', async () => {
      const bench = await openCast(open)
      expect(await foundNames(bench, '/Users', 'profileUrl eq "https://people.example/Ada"')).toBe('ada')
      expect(await foundNames(bench, '/Users', `${enterpriseUrn}:manager.value eq "m-7"`)).toBe('')
      expect(await foundNames(bench, '/Users', `id eq "${bench.ids.get('ada')}"`)).toBe('ada')
      expect(await foundNames(bench, '/Users', `id eq "${bench.ids.get('ada')?.toUpperCase()}"`)).toBe('')
    })
    requirement(
      '7644-3.4.2.2-x',
      'schemas tells who has data of an extension, its URN in any case (D-15)',
      users({
        [`schemas eq "${enterpriseUrn}"`]: 'ada bob',
        [`schemas eq "${enterpriseUrn.toUpperCase()}"`]: 'ada bob',
        'schemas[value sw "urn:ietf:params:scim:schemas:extension"]': 'ada bob',
        [`schemas eq "${userUrn}"`]: 'ada bob cyd dee',
      }),
    )
    requirement('7644-3.4.2.2-u', 'what the service provider fills in is filtered as it is returned', async () => {
      const bench = open()
      const created = await bench.post('/Users', { schemas: [userUrn], userName: 'ada@gridco.example' })
      expect(created.body.active).toBe(true)
      expect(await foundNames(bench, '/Users', 'active eq true')).toBe('ada')
      expect(await foundNames(bench, '/Users', 'active ne true')).toBe('')
    })
  })
}

function rest(everybody: string, names: string): string {
  const found = names.split(' ')
  return everybody
    .split(' ')
    .filter((name) => !found.includes(name))
    .join(' ')
}
