import { EnterpriseUserSchema, Group, type ResourceType, User } from '@rollcall/scim'
import type { Position, Show, SortOrder } from '@rollcall/scim/storage'
import { everyone, groupId, middle, sought } from './rows-visited-data.js'

/** A query that identity providers send, and what it may cost. */
export interface Shape {
  readonly type: ResourceType
  readonly filter?: string
  readonly sortBy?: string
  readonly order?: SortOrder
  /** Which page of 100: by index, or after a position. Default: the first by index. */
  readonly page?: { readonly startIndex: number } | { readonly after: Position | undefined }
  /** The connection that asks. Default: the one that knows everybody. */
  readonly connection?: string
  /** Default: everything that a list shows. */
  readonly show?: Show
  /** How many resources the page has at least: what finds nothing proves nothing. */
  readonly finds: number
  /** How many rows may be visited for each resource of the page, and one. */
  readonly times: number
  /** How many may be visited for each match, where the matches are counted. Default: they are not, or known without. */
  readonly timesEachMatch?: number
  /** A page that is put in order out of all matches: of a range, or of what a group contains. */
  readonly isOrderedOutOfAll?: true
}

/**
 * The filter takes two to five rows a resource, its document two, its grants two each, and each group that it is in three: here
 * everybody has two grants, and is in six groups.
 */
const one = { finds: 1, times: 30 }
const page = { finds: 100, times: 30 }

/** The matches of a range are in the order of their values, and a page in that of ids. */
const outOfAll = { timesEachMatch: 5, isOrderedOutOfAll: true } as const

/** Nothing but what the filter asks: `attributes=id`. */
const bare: Show = { grants: false, groups: false }

const inTheMiddle: Position = { key: undefined, id: middle.id }

export const shapes: Readonly<Record<string, Shape>> = {
  'a person by userName': { type: User, filter: `userName eq "${sought.userName}"`, ...one },
  'nobody by userName': { type: User, filter: 'userName eq "nobody@c000.example"', finds: 0, times: 30 },
  'a person by externalId': { type: User, filter: `externalId eq "${sought.externalId}"`, ...one },
  'a person by the externalId of another connection': {
    type: User,
    filter: `externalId eq "${sought.externalId}"`,
    connection: 'entra',
    ...one,
  },
  'a person by e-mail in brackets': {
    type: User,
    filter: `emails[type eq "work" and value eq "${sought.userName}"]`,
    ...one,
  },
  'a person by e-mail': { type: User, filter: `emails.value eq "${sought.userName}"`, ...one },
  'a person by id': { type: User, filter: `id eq "${sought.id}"`, ...one },
  'a person by id and by name': {
    type: User,
    filter: `id eq "${sought.id}" and userName eq "${sought.userName}"`,
    ...one,
  },
  'a person by name, active': { type: User, filter: `active eq true and userName eq "${sought.userName}"`, ...one },
  'a person by one name or the other': {
    type: User,
    filter: `userName eq "${sought.userName}" or emails.value eq "${sought.userName}"`,
    ...one,
  },
  'a person by one name or another externalId': {
    type: User,
    filter: `userName eq "${sought.userName}" or externalId eq "x"`,
    ...one,
  },
  'people by displayName': { type: User, filter: 'displayName eq "hal f7 7"', ...one },
  'a group by displayName': {
    type: Group,
    filter: 'displayName eq "team 7 of c000"',
    show: bare,
    ...one,
  },
  'a group by externalId': { type: Group, filter: `externalId eq "x-${groupId(7)}"`, ...one },
  'whether somebody is in a group': {
    type: Group,
    filter: `id eq "${groupId(3)}" and members eq "${sought.id}"`,
    show: bare,
    ...one,
  },
  'whether somebody is in a group of everybody': {
    type: Group,
    filter: `id eq "${everyone}" and members[value eq "${sought.id}"]`,
    show: bare,
    ...one,
  },
  'the groups that somebody is in': { type: Group, filter: `members.value eq "${sought.id}"`, finds: 5, times: 30 },
  'people of a group, on a cursor': {
    type: User,
    filter: `groups.value eq "${groupId(5)}"`,
    page: { after: undefined },
    finds: 30,
    times: 30,
  },
  'people whose names begin alike, on a cursor': {
    type: User,
    filter: 'userName sw "ada."',
    page: { after: undefined },
    ...page,
    ...outOfAll,
  },
  'people whose names begin alike, with their total': {
    type: User,
    filter: 'userName sw "ada."',
    ...page,
    ...outOfAll,
  },
  'what changed since the last import': {
    type: User,
    filter: 'meta.lastModified gt "1970-01-01T00:00:00Z"',
    page: { after: undefined },
    ...page,
  },
  'what changed in a day': {
    type: User,
    filter: 'meta.lastModified ge "1970-01-01T13:00:00Z" and meta.lastModified lt "1970-01-01T14:30:00Z"',
    ...page,
    ...outOfAll,
  },
  'who is active, on a cursor': { type: User, filter: 'active eq true', page: { after: inTheMiddle }, ...page },
  'who is active, with their total': { type: User, filter: 'active eq true', ...page, timesEachMatch: 5 },
  'who holds a rare role': { type: User, filter: 'roles.value eq "admin"', finds: 5, times: 30, timesEachMatch: 5 },
  'who holds a usual role, on a cursor': {
    type: User,
    filter: 'roles.value eq "writer"',
    page: { after: inTheMiddle },
    ...page,
  },
  'a department': {
    type: User,
    filter: `${EnterpriseUserSchema.id}:department eq "department 7"`,
    ...page,
    timesEachMatch: 5,
  },
  'a department, who is active, on a cursor': {
    type: User,
    filter: `${EnterpriseUserSchema.id}:department eq "department 7" and active eq true`,
    page: { after: undefined },
    ...page,
  },
  'the first page': { type: User, ...page },
  'the first page, without what is beside': { type: User, show: bare, finds: 100, times: 5 },
  'a page in the middle, on a cursor': { type: User, page: { after: inTheMiddle }, ...page },
  'a page in the middle, by index': { type: User, page: { startIndex: 1001 }, finds: 100, times: 40 },
  'groups, on a cursor': { type: Group, page: { after: undefined }, show: bare, finds: 40, times: 5 },
  ...sorted('userName', 'eva.f4.4@c000.example'),
  ...sorted('displayName', 'eva f4 4'),
  ...sorted('meta.lastModified', String(middle.lastModified)),
  ...sorted(`${EnterpriseUserSchema.id}:department`, 'department 15'),
  'who has no name to sort by, on a cursor': {
    type: User,
    sortBy: 'displayName',
    page: { after: inTheMiddle },
    ...page,
  },
  'who is active, sorted by userName, on a cursor': {
    type: User,
    filter: 'active eq true',
    sortBy: 'userName',
    page: { after: { key: 'eva.f4.4@c000.example', id: middle.id } },
    ...page,
  },
}

/** The first page of an order, one in the middle of it by cursor, and the last one. */
function sorted(sortBy: string, key: string): Readonly<Record<string, Shape>> {
  return {
    [`the first page sorted by ${sortBy}`]: { type: User, sortBy, ...page },
    [`a page sorted by ${sortBy}, on a cursor`]: {
      type: User,
      sortBy,
      page: { after: { key, id: middle.id } },
      ...page,
    },
    [`the last of those sorted by ${sortBy}`]: { type: User, sortBy, order: 'descending', ...page },
  }
}
