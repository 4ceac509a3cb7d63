import { beforeAll, describe, expect, test } from 'vitest'
import type { Id, JsonObject } from '../resource/resource.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import { machine, machines } from './storage-conformance-machine.js'
import { idsFound, queryOf, targetOf } from './storage-conformance-query.js'
import {
  entitlement,
  groupLink,
  type OpenWorkbench,
  role,
  userLink,
  type Workbench,
} from './storage-conformance-workbench.js'

const enterprise = EnterpriseUserSchema.id

/** Too long for an index: more than 256 code points. */
const longTexts = { long: 'long '.repeat(80), LONG: 'LONG '.repeat(80), shorter: 'long '.repeat(70) }

const users: Readonly<Record<string, JsonObject>> = {
  ada: {
    userName: 'Ada',
    name: { familyName: 'Lovelace', givenName: 'Ada' },
    displayName: 'Ada Lovelace',
    title: 'Countess',
    active: true,
    emails: [
      { value: 'ada@home.example', type: 'home' },
      { value: 'Ada@Work.example', type: 'work', primary: true },
    ],
    [enterprise]: { department: 'Engineering', employeeNumber: '007', manager: { value: 'm-1' } },
  },
  bob: {
    userName: 'bob',
    displayName: 'ΑΣΑ',
    title: 'engineer',
    active: false,
    emails: [{ value: 'bob@work.example', type: 'work' }],
    profileUrl: 'https://example.com/Bob',
    [enterprise]: { department: 'engineering' },
  },
  cyd: { userName: 'cyd', displayName: '🙂 smile', title: '', active: true, emails: [] },
  dee: {
    userName: 'ｄｅｅ',
    displayName: '\ue000 private',
    title: `${longTexts.long}end`,
    name: { givenName: 'Rene\u0301e' },
    x509Certificates: [{ value: 'AQID', primary: true }],
    emails: [{ value: 'dee@home.example', type: 'home', primary: true }],
  },
}

/** What each filter finds among the users; `{ada}` and the like stand for ids, `{long}` for a long text. */
const userFilters: readonly (readonly [string, string])[] = [
  ['userName eq "ada"', 'ada'],
  ['userName eq "ＡＤＡ"', 'ada'],
  ['userName eq "dee"', 'dee'],
  ['USERNAME EQ "BOB"', 'bob'],
  ['userName ne "ada"', 'bob cyd dee'],
  ['userName co "D"', 'ada cyd dee'],
  ['userName sw "b"', 'bob'],
  ['userName ew "D"', 'cyd'],
  ['userName gt "bob"', 'cyd dee'],
  ['userName ge "bob"', 'bob cyd dee'],
  ['userName lt "bob"', 'ada'],
  ['userName le "BOB"', 'ada bob'],
  ['userName pr', 'ada bob cyd dee'],
  ['title pr', 'ada bob dee'],
  ['not (title pr)', 'cyd'],
  ['title eq null', 'cyd'],
  ['title ne null', 'ada bob dee'],
  ['title eq ""', 'cyd'],
  ['title ne "COUNTESS"', 'bob cyd dee'],
  ['nickName pr', ''],
  ['nickName ne "x"', 'ada bob cyd dee'],
  ['not (nickName gt "a")', 'ada bob cyd dee'],
  ['title eq "{LONG}END"', 'dee'],
  ['title eq "{long}enx"', ''],
  ['title eq "{long}"', ''],
  ['title ne "{long}enx"', 'ada bob cyd dee'],
  ['title sw "{long}"', 'dee'],
  ['title sw "{shorter}x"', ''],
  ['title gt "{long}a"', 'dee'],
  ['title lt "{long}f"', 'ada bob cyd dee'],
  ['title le "{long}ena"', 'ada bob cyd'],
  ['title ew " END"', 'dee'],
  ['title co "g E"', 'dee'],
  ['displayName eq "ασα"', 'bob'],
  ['displayName sw "ας"', ''],
  ['displayName sw "ΑΣ"', 'bob'],
  ['displayName co "🙂"', 'cyd'],
  ['displayName sw "🙂 S"', 'cyd'],
  ['displayName gt "\ue000"', 'cyd dee'],
  ['displayName gt "\ue001"', 'cyd'],
  ['displayName lt "🙂"', 'ada bob dee'],
  ['displayName co "%"', ''],
  ['displayName co "_"', ''],
  ['name.givenName eq "ren\u00e9e"', 'dee'],
  ['name.givenName sw "RENE\u0301"', 'dee'],
  ['name pr', 'ada dee'],
  ['name.familyName pr', 'ada'],
  ['name.familyName co "LACE"', 'ada'],
  ['active eq true', 'ada cyd'],
  ['active eq false', 'bob'],
  ['active ne true', 'bob dee'],
  ['active pr', 'ada bob cyd'],
  ['active eq null', 'dee'],
  ['profileUrl eq "https://example.com/Bob"', 'bob'],
  ['profileUrl eq "https://example.com/bob"', ''],
  ['emails pr', 'ada bob dee'],
  ['emails co "WORK"', 'ada bob'],
  ['emails eq "ada@work.EXAMPLE"', 'ada'],
  ['emails.value sw "ada@"', 'ada'],
  ['emails.value ew "home.example"', 'ada dee'],
  ['emails.value ne "ada@home.example"', 'bob cyd dee'],
  ['emails.type eq "work"', 'ada bob'],
  ['emails.type ne "work"', 'cyd dee'],
  ['emails.type ne "home"', 'bob cyd'],
  ['not (emails.type eq "home")', 'bob cyd'],
  ['emails.primary eq true', 'ada dee'],
  ['emails[type eq "work"]', 'ada bob'],
  ['emails[type eq "work" and value co "home"]', ''],
  ['emails.type eq "work" and emails.value co "home"', 'ada'],
  ['emails[type eq "home" and primary eq true]', 'dee'],
  ['emails[type eq "home" and not (primary eq true)]', 'ada'],
  ['emails[type eq "home" or value sw "BOB"]', 'ada bob dee'],
  ['emails[not (type eq "home")]', 'ada bob'],
  ['emails[type ne "work"]', 'ada dee'],
  ['emails[primary pr]', 'ada dee'],
  ['not (emails[type eq "work"])', 'cyd dee'],
  ['x509Certificates.value eq "AQID"', 'dee'],
  ['x509Certificates.value eq "aqid"', ''],
  [`${enterprise}:department eq "ENGINEERING"`, 'ada bob'],
  [`${enterprise}:department eq "engineering" and active eq true`, 'ada'],
  [`${enterprise}:employeeNumber pr`, 'ada'],
  [`${enterprise}:manager.value eq "m-1"`, 'ada'],
  [`schemas eq "${enterprise.toUpperCase()}"`, 'ada bob'],
  [`schemas eq "${User.schema.id}"`, 'ada bob cyd dee'],
  [`not (schemas eq "${enterprise}")`, 'cyd dee'],
  ['id eq "{cyd}"', 'cyd'],
  ['id gt "{bob}"', 'cyd dee'],
  ['id ne "{bob}"', 'ada cyd dee'],
  ['externalId eq "X-ada"', 'ada'],
  ['externalId pr', 'ada bob'],
  ['not (externalId eq "X-ada")', 'bob cyd dee'],
  ['meta.resourceType eq "User"', 'ada bob cyd dee'],
  ['meta.resourceType eq "Group"', ''],
  ['meta.created gt "2026-11-24T09:00:02Z"', 'cyd dee'],
  ['meta.created eq "2026-11-24T10:00:02.000+01:00"', 'bob'],
  ['meta.created le "2026-11-24T09:00:02Z"', 'ada bob'],
  ['meta.version eq "W/\\"2\\""', 'ada bob cyd dee'],
  ['groups pr', 'ada bob cyd'],
  ['groups.value eq "{staff}"', 'ada bob'],
  ['groups.value eq "{all}"', 'ada bob cyd'],
  ['groups.display eq "STAFF"', 'ada bob'],
  ['groups.type eq "indirect"', 'ada bob'],
  ['groups[type eq "indirect" and value eq "{all}"]', 'ada bob'],
  ['groups[type eq "direct" and value eq "{all}"]', 'cyd'],
  ['not (groups.value eq "{staff}")', 'cyd dee'],
  ['groups.value eq "{staff}" and active eq false', 'bob'],
  ['roles pr', 'ada cyd'],
  ['roles.value eq "todo-er"', 'ada cyd'],
  ['roles eq "todo-er"', 'ada cyd'],
  ['roles.value ne "todo-er"', 'bob dee'],
  ['roles[value eq "todo-er" and primary eq true]', 'cyd'],
  ['roles[primary eq true]', 'cyd'],
  ['roles.display eq "to DO"', 'ada cyd'],
  ['roles.display eq "own"', 'ada'],
  ['entitlements.type eq "License"', 'ada'],
  ['entitlements[type eq "License" and value eq "is_tall"]', ''],
  ['entitlements.value co "TALL"', 'ada bob'],
  ['not (entitlements pr)', 'cyd dee'],
  ['userName eq "ada" or userName eq "bob" or userName eq "nobody"', 'ada bob'],
  ['active eq true and (title pr or emails pr)', 'ada'],
  ['not (active eq true and title pr)', 'bob cyd dee'],
  ['not (not (userName eq "ada"))', 'ada'],
  ['not (active eq true or active eq false)', 'dee'],
]

const groupFilters: readonly (readonly [string, string])[] = [
  ['displayName eq "STAFF"', 'staff'],
  ['members pr', 'staff all'],
  ['not (members pr)', 'empty'],
  ['members.value eq "{ada}"', 'staff'],
  ['members eq "{ada}"', 'staff'],
  ['members[value eq "{cyd}"]', 'all'],
  ['members[value eq "{staff}" and type eq "Group"]', 'all'],
  ['members[value eq "{staff}" and type eq "User"]', ''],
  ['members.type eq "group"', 'all'],
  ['members.display eq "ada lovelace"', 'staff'],
  ['members.display sw "🙂"', 'all'],
  ['members.value ne "{ada}"', 'all empty'],
  ['not (members.value eq "{cyd}") and displayName pr', 'staff empty'],
  ['meta.resourceType eq "Group"', 'staff all empty'],
]

const machineFilters: readonly (readonly [string, string])[] = [
  ['floor eq 9', 'nine'],
  ['floor gt 9', 'ten'],
  ['floor ge -3', 'minus nine ten zero'],
  ['floor lt 0', 'minus'],
  ['floor le 0', 'minus zero'],
  ['floor ne 9', 'minus ten zero bare'],
  ['floor eq 0', 'zero'],
  ['floor pr', 'minus nine ten zero'],
  ['price eq 2.50', 'nine'],
  ['price gt 0.1', 'nine ten'],
  ['price lt 1e3', 'minus nine zero'],
  ['price lt -1.5', 'minus'],
  ['price ge 123456789012.25', 'ten'],
  ['ports eq 443', 'nine ten'],
  ['ports ne 443', 'minus zero bare'],
  ['ports gt 1000', 'ten'],
  ['installed eq "2020-02-29T12:00:00Z"', 'nine'],
  ['installed eq "2020-02-29T13:00:00+01:00"', 'nine'],
  ['installed gt "2020-02-29T11:59:59.999Z"', 'nine ten'],
  ['installed lt "1970-01-01T00:00:00Z"', 'minus'],
  ['installed pr', 'minus nine ten'],
  ['serial eq "aB"', 'nine'],
  ['serial eq "ab"', 'ten'],
  ['serial sw "a"', 'nine ten'],
  ['serial co "B"', 'nine zero'],
  ['serial lt "a"', 'zero'],
  ['tags eq "RED"', 'nine zero'],
  ['tags sw "gr"', 'nine'],
  ['tags ne "red"', 'minus ten bare'],
  ['not (tags pr)', 'minus ten bare'],
  ['lent eq false', 'zero'],
  ['lent eq true', 'ten'],
]

/** A table of filters over users, groups and a resource type of our own, with what each finds. */
export function testFilters(open: OpenWorkbench): void {
  describe('filters', () => {
    let bench: Workbench
    const ids = new Map<string, Id>()
    const placeholders = new Map<string, string>(Object.entries(longTexts))
    beforeAll(async () => {
      bench = open()
      for (const [name, id] of await createPeople(bench)) ids.set(name, id)
    })
    const found = async (type: ResourceType, filter: string) => {
      const text = filter.replace(/\{(\w+)\}/g, (_all, name: string) => ids.get(name) ?? placeholders.get(name) ?? '')
      const names = new Map([...ids].map(([name, id]) => [id, name]))
      return (await idsFound(bench, type, text)).map((id) => names.get(id))
    }
    const namesOf = (text: string) => (text === '' ? [] : text.split(' '))

    test.each(userFilters)('users where %s: %s', async (filter, expected) => {
      expect(await found(User, filter)).toEqual(namesOf(expected))
    })
    test.each(groupFilters)('groups where %s: %s', async (filter, expected) => {
      expect(await found(Group, filter)).toEqual(namesOf(expected))
    })
    test.each(machineFilters)('machines where %s: %s', async (filter, expected) => {
      expect(await found(machine, filter)).toEqual(namesOf(expected))
    })

    test('what a filter finds follows the changes', async () => {
      const own = open()
      const id = await own.createUser({ userName: 'eve', title: 'old', emails: [{ value: 'a@example.com' }] })
      await own.put(User, id, { userName: 'eve', title: 'new', emails: [{ value: 'b@example.com' }] })
      expect(await idsFound(own, User, 'title eq "old"')).toEqual([])
      expect(await idsFound(own, User, 'emails.value eq "a@example.com"')).toEqual([])
      expect(await idsFound(own, User, 'title eq "new" and emails.value eq "b@example.com"')).toEqual([id])
      await own.remove(User, id)
      expect(await idsFound(own, User, 'title eq "new"')).toEqual([])
      expect((await own.store().query([targetOf(User)], queryOf({ total: true }))).total).toBe(0)
    })
  })
}

async function createPeople(bench: Workbench): Promise<ReadonlyMap<string, Id>> {
  const ids = new Map<string, Id>()
  const idOf = (name: string) => ids.get(name) ?? ''
  for (const [name, document] of Object.entries(users)) {
    const externalId = name === 'ada' || name === 'bob' ? `X-${name}` : undefined
    ids.set(name, await bench.createUser(document, externalId))
  }
  ids.set('staff', await bench.createGroup('staff', [userLink(idOf('ada')), userLink(idOf('bob'))]))
  ids.set('all', await bench.createGroup('all', [groupLink(idOf('staff')), userLink(idOf('cyd'))]))
  ids.set('empty', await bench.createGroup('empty'))
  await bench.harness.setDisplay(bench.tenant, role('todo-er'), 'To do')
  await bench.write((draft) => {
    draft.grant(idOf('ada'), role('todo-er', { display: 'sent', primary: false }))
    draft.grant(idOf('ada'), role('other', { display: 'own' }))
    draft.grant(idOf('ada'), entitlement('Characteristic', 'is_tall'))
    draft.grant(idOf('ada'), entitlement('License', 'pro'))
  })
  await bench.write((draft) => {
    draft.grant(idOf('cyd'), role('todo-er', { primary: true }))
    draft.grant(idOf('bob'), entitlement('Characteristic', 'is_tall'))
    draft.setPassword(idOf('dee'), 'hash')
  })
  for (const [name, document] of Object.entries(machines)) {
    const id = bench.id()
    ids.set(name, id)
    await bench.write((draft) => draft.create(machine, { id, document, externalId: undefined }))
  }
  return ids
}
