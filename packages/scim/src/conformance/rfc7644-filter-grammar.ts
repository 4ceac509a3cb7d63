import { describe, expect } from 'vitest'
import { openCast } from './filter-cast.js'
import { foundNames, invalidFilter, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, userUrn } from './sample-bodies.js'

/** The filters of RFC 7644, Figure 2, as they are printed there. */
const figure2: readonly string[] = [
  'userName eq "bjensen"',
  'name.familyName co "O\'Malley"',
  'userName sw "J"',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
  'title pr',
  'meta.lastModified gt "2011-05-13T04:42:34Z"',
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  'meta.lastModified lt "2011-05-13T04:42:34Z"',
  'meta.lastModified le "2011-05-13T04:42:34Z"',
  'title pr and userType eq "Employee"',
  'title pr or userType eq "Intern"',
  'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
  'userType eq "Employee" and (emails co "example.com" or\n  emails.value co "example.org")',
  'userType ne "Employee" and not (emails co "example.com" or\n  emails.value co "example.org")',
  'userType eq "Employee" and (emails.type eq "work")',
  'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
]

/** RFC 7644 §3.4.2.2, Figures 1 and 2: how filters are written. */
export function testFilterGrammar(open: OpenBench): void {
  const cast = () => openCast(open)

  describe('RFC 7644 §3.4.2.2, expressions', () => {
    requirement('7644-3.4.2.2-b', 'names and operators are read in any case', async () => {
      await findsEach(await cast(), [
        ['USERNAME Eq "ada@gridco.example"', 'ada'],
        ['userName EQ "ada@gridco.example"', 'ada'],
        ['TITLE PR AND NOT (ACTIVE eQ false) Or userType Sw "INT"', 'ada cyd dee'],
        ['EMAILS[TYPE eq "work" And Value CO "ada"]', 'ada'],
      ])
    })
    requirement('7644-3.4.2.2-c', 'a filter holds at least one expression', async () => {
      await refusesEach(await cast(), [
        ['', 'Expected an attribute name at position 1, found the end.'],
        ['  ', 'found the end'],
        ['userName', 'Expected an operator at position 9, found the end.'],
        ['eq "x"', "Expected an attribute at position 1: 'User' has no attribute 'eq'."],
        ['()', "Expected an attribute name at position 2, found ')'."],
      ])
    })
    requirement('7644-3.4.2.2-d', 'an expression is an attribute, an operator and, but for pr, a value', async () => {
      const bench = await cast()
      await findsEach(bench, [['title pr', 'ada bob dee']])
      await refusesEach(bench, [
        ['userName eq', 'Expected a value at position 12, found the end.'],
        ['eq', "'User' has no attribute 'eq'"],
        ['title pr "x"', "Expected 'and', 'or' or the end at position 10, found a string."],
        ['userName "x"', 'Expected an operator at position 10, found a string.'],
      ])
    })
    requirement(
      '7644-3.4.2.2-v',
      'an unknown operator is refused by its name, its place and what could stand there',
      async () => {
        await refusesEach(await cast(), [
          [
            'userName regex "a.*"',
            "Expected one of eq, ne, co, sw, ew, gt, ge, lt, le, pr at position 10, found 'regex'.",
          ],
          ['title pr and userName == "a"', "at position 23, found '=='."],
          ['userName toString "a"', "found 'toString'"],
        ])
      },
    )
    requirement(
      '7644-3.4.2.2-p',
      'what is not in the grammar is refused, with its place; "not (" and "not(" are in it (D-21)',
      async () => {
        const bench = await cast()
        await findsEach(bench, [
          ['not (title pr)', 'cyd'],
          ['not(title pr)', 'cyd'],
          ['  not  ( title   pr )  ', 'cyd'],
          ['emails[value eq"bob@work.example"]', 'bob'],
        ])
        await refusesEach(bench, [
          ['(title pr', "Expected 'and', 'or' or ')' at position 10, found the end."],
          ['title pr)', "at position 9, found ')'."],
          ["userName eq 'x'", 'expected one at position 13'],
          ['title pr title pr', "at position 10, found 'title'."],
          ['userName eq eq "x"', 'found'],
          ['title pr and', 'Expected an attribute name at position 13, found the end.'],
          ['title pr and and title pr', "at position 14: 'User' has no attribute 'and'."],
          ['not title pr', "'User' has no attribute 'not'"],
          ['userName eq "a', 'The string that begins at position 13 has no closing quote.'],
          ['emails[type eq "work"', "Expected 'and', 'or' or ']' at position 22, found the end."],
        ])
      },
    )
    requirement(
      '7644-3.4.2.2-p',
      'a value without quotes is refused to the letter, and tolerated from Entra ID (Q5)',
      async () => {
        const bench = await cast()
        if (!bench.strict) expect(await foundNames(bench, '/Users', 'externalId eq Ext-A')).toBe('ada')
        else await refusesEach(bench, [['externalId eq Ext-A', 'a string in double quotes']])
      },
    )
    requirement(
      '7644-3.4.2.2-q',
      'grouping binds before not, not before and, and before or (erratum 4670)',
      async () => {
        await findsEach(await cast(), [
          ['title pr and userType eq "Intern" or active eq false', 'bob'],
          ['title pr and userType eq "Employee" or userType eq "Intern"', 'ada bob cyd'],
          ['userType eq "Intern" or userType eq "Employee" and active eq false', 'bob cyd'],
          ['active eq false or title pr and userType eq "Intern"', 'bob'],
          ['title pr and (userType eq "Intern" or active eq false)', 'bob'],
          ['userType eq "Intern" or title pr and active eq true', 'ada cyd dee'],
          ['(userType eq "Intern" or title pr) and active eq false', 'bob'],
          ['not (title pr) or active eq false', 'bob cyd'],
          ['not (title pr or active eq true)', ''],
        ])
      },
    )
    requirement('7644-3.4.2.2-z', 'all seventeen filters of Figure 2 are answered', async () => {
      const bench = await cast()
      const found: string[] = []
      for (const filter of figure2) found.push(await foundNames(bench, '/Users', filter))
      const everybody = 'ada bob cyd dee'
      const dates = [everybody, everybody, '', '']
      const rest = ['ada bob', 'ada bob cyd dee', 'ada bob', '', 'cyd dee', 'ada bob', '', '']
      expect(found).toEqual(['', 'bob', '', '', 'ada bob dee', ...dates, ...rest])
    })
  })

  describe('RFC 7644 §3.4.2.2, complex attributes', () => {
    requirement(
      ['7644-3.4.2.2-m', '7644-3.4.2.2-n'],
      'what stands in brackets is true of one and the same value',
      async () => {
        const bench = await cast()
        await findsEach(bench, [
          ['emails[type eq "work" and value co "@work"]', 'ada bob'],
          ['emails[type eq "work" and value eq "ada@home.example"]', ''],
          ['emails.type eq "work" and emails.value eq "ada@home.example"', 'ada'],
          ['emails[type eq "home" and primary eq true]', 'dee'],
          ['emails[type eq "home" and not (primary eq true)]', 'ada'],
          ['emails[type ne "work"]', 'ada dee'],
          ['not (emails[type eq "work"])', 'cyd dee'],
          ['roles[value eq "admin" and primary eq true]', 'ada'],
        ])
        expect(await foundNames(bench, '/Devices', 'ports[value eq "P1" and speed eq 10 and type eq "hdmi"]')).toBe(
          'ten',
        )
        expect(await foundNames(bench, '/Devices', 'ports[value eq "P1" and speed eq 99]')).toBe('')
      },
    )
    requirement(
      '7644-3.4.2.2-o',
      'brackets hold a filter of sub-attributes, and no other brackets (errata 4690, 7322)',
      async () => {
        await refusesEach(await cast(), [
          ['emails[foo eq 1]', "Expected a sub-attribute at position 8: 'emails' has no sub-attribute 'foo'."],
          ['emails[]', "Expected an attribute name at position 8, found ']'."],
          ['emails[type[value pr]]', "at position 12, found '[': brackets stand in no other brackets."],
          ['emails[type eq "work" and userName pr]', "'emails' has no sub-attribute 'userName'"],
          ['name[givenName pr]', "at position 5, found '[': 'name' is not a multi-valued attribute"],
        ])
      },
    )
    requirement(
      '7644-3.4.2.2-t',
      'a complex attribute is compared by a sub-attribute; a list of values by its value (D-19)',
      async () => {
        const bench = await cast()
        await findsEach(bench, [
          ['name.givenName eq "ada"', 'ada'],
          ['emails co "@WORK"', 'ada bob'],
          ['emails eq "dee@home.example"', 'dee'],
        ])
        await refusesEach(bench, [
          ['name eq "x"', "'name' is complex, and a filter compares one of its sub-attributes"],
          ['meta gt "x"', "'meta' is complex"],
          ['addresses co "x"', "'addresses' is complex"],
        ])
      },
    )
    requirement(
      '7644-3.4.2.2-y',
      'a name may be qualified with its URN, in any case, whatever dots it holds (D-13)',
      async () => {
        await findsEach(await cast(), [
          [`${userUrn}:userName sw "A"`, 'ada'],
          [`${userUrn.toUpperCase()}:NAME.GIVENNAME eq "ada"`, 'ada'],
          [`${userUrn}:emails[type eq "work" and value sw "b"]`, 'bob'],
          [`${userUrn}:meta.resourceType eq "User" and ${userUrn}:id pr`, 'ada bob cyd dee'],
          [`${enterpriseUrn}:department eq "ENGINEERING"`, 'ada bob'],
          [`${enterpriseUrn.toLowerCase()}:Manager.Value eq "M-7"`, 'ada'],
          [`${enterpriseUrn}:employeeNumber pr`, 'ada'],
        ])
      },
    )
    requirement(
      '7644-3.4.2.2-y',
      'an extension’s attribute without its URN is refused to the letter, else found where only one has it (D-14)',
      async () => {
        const bench = await cast()
        if (!bench.strict) {
          await findsEach(bench, [['department eq "engineering"', 'ada bob']])
          expect(bench.tolerated).toContain('acceptUnqualifiedExtensionAttribute')
        } else await refusesEach(bench, [['department eq "x"', `with its URN, '${enterpriseUrn}:department'`]])
      },
    )
  })
}

/** Each filter finds these users. */
export async function findsEach(bench: ProtocolBench, table: readonly (readonly [string, string])[]): Promise<void> {
  const found: [string, string][] = []
  for (const [filter] of table) found.push([filter, await foundNames(bench, '/Users', filter)])
  expect(found).toEqual(table)
}

/** Each filter is refused with invalidFilter, by a sentence that holds these words. */
export async function refusesEach(
  bench: ProtocolBench,
  table: readonly (readonly [string, string])[],
  endpoint = '/Users',
): Promise<void> {
  for (const [filter, words] of table) {
    const answer = await bench.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)
    expect({ filter, ...refusalIn(answer) }).toEqual({ filter, ...invalidFilter })
    expect(answer.body.detail).toContain(words)
  }
}
