import { isDeepStrictEqual } from 'node:util'
import { compatibleManner, matches, parseFilter } from '@rollcall/scim/filter'
import { applyPatch, parsePatchOp } from '@rollcall/scim/patch'
import { User } from '@rollcall/scim/schema'
import { scimPatch } from 'scim-patch'
import { parse, filter as testerOf } from 'scim2-parse-filter'
import SCIMMY from 'scimmy'

/** One task, and who does it: all get the same texts and the same resource, and work by their defaults. */
export interface Contest {
  readonly title: string
  readonly contenders: readonly Contender[]
}

export interface Contender {
  readonly name: ContenderName
  readonly run: () => unknown
  /** Whether the answer is the right one; rejects where the task is refused. */
  readonly isRight: () => Promise<boolean>
}

export const contenderNames = ['@rollcall/scim', 'scim2-parse-filter', 'scim-patch', 'scimmy'] as const

export type ContenderName = (typeof contenderNames)[number]

/** Parsing, matching and PATCH, in this order. */
export function engineContests(): readonly Contest[] {
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
  return [
    ...filters
      .filter(({ isParsedAlike }) => !isParsedAlike)
      .map((filter) => ({ title: `parse \`${filter.text}\``, contenders: parsersOf(filter) })),
    ...filters.map((filter) => ({ title: `match \`${filter.text}\``, contenders: matchersOf(filter) })),
    ...patches.map((patch) => ({ title: `PATCH: ${patch.title}`, contenders: patchersOf(patch) })),
  ]
}

const trinity = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: '01990000-0000-7000-8000-000000000001',
  userName: 'trinity@gridco.example',
  name: { givenName: 'Trinity', familyName: 'JustTrinity' },
  displayName: 'Trinity JustTrinity',
  emails: [
    { value: 'home@gridco.example', type: 'home' },
    { value: 'trinity@gridco.example', type: 'work', primary: true },
  ],
  phoneNumbers: [{ value: '555-0100', type: 'mobile' }],
  locale: 'en-US',
  active: true,
  meta: { resourceType: 'User', created: '2026-11-24T09:00:00Z', lastModified: '2026-11-24T09:00:00Z' },
}

/** Whom no filter finds. */
const cypher = {
  ...trinity,
  id: '01990000-0000-7000-8000-000000000002',
  userName: 'cypher@gridco.example',
  name: { givenName: 'Cypher', familyName: 'Reagan' },
  title: 'Operator',
  userType: 'Employee',
  emails: [
    { value: 'trinity@gridco.example', type: 'home' },
    { value: 'cypher@gridco.example', type: 'work', primary: true },
  ],
}

interface FilterTask {
  readonly text: string
  /** Another one is parsed in the same way. */
  readonly isParsedAlike?: boolean
}

/** What identity providers send, and longer ones. All find Trinity, and not Cypher. */
const filters: readonly FilterTask[] = [
  { text: 'userName eq "trinity@gridco.example"' },
  { text: 'userName eq "Trinity@GridCo.example"', isParsedAlike: true },
  { text: 'emails[type eq "work" and value eq "trinity@gridco.example"]' },
  { text: 'not (title eq "Operator" or userType eq "Employee")' },
  { text: 'active eq true and (name.familyName co "ust" or title pr) and not (userType eq "Employee")' },
]

/** What a parser makes of a text is judged where it is matched: each has a tree of its own. */
function parsersOf({ text }: FilterTask): readonly Contender[] {
  return [
    parser('@rollcall/scim', () => parseFilter(text, User, compatibleManner)),
    parser('scim2-parse-filter', () => parse(text)),
    parser('scimmy', () => new SCIMMY.Types.Filter(text)),
  ]
}

function parser(name: ContenderName, run: () => unknown): Contender {
  return { name, run, isRight: async () => run() !== undefined }
}

function matchersOf({ text }: FilterTask): readonly Contender[] {
  const ours = parseFilter(text, User, compatibleManner)
  const test = testerOf(parse(text))
  const scimmys = new SCIMMY.Types.Filter(text)
  return [
    matcher('@rollcall/scim', (user) => matches(ours, user)),
    matcher('scim2-parse-filter', test),
    matcher('scimmy', (user) => scimmys.match([user]).length === 1),
  ]
}

type Person = typeof trinity

function matcher(name: ContenderName, test: (user: Person) => boolean): Contender {
  return { name, run: () => test(trinity), isRight: async () => findsTrinityOnly(test) }
}

function findsTrinityOnly(test: (user: Person) => boolean): boolean {
  return test(trinity) && !test(cypher)
}

interface PatchTask {
  readonly title: string
  readonly operations: readonly object[]
  /** What the resource has afterwards that it had not before. */
  readonly changed: Readonly<Record<string, unknown>>
}

const [home, work] = trinity.emails
const [mobile] = trinity.phoneNumbers

const patches: readonly PatchTask[] = [
  {
    title: 'replace one attribute',
    operations: [{ op: 'replace', path: 'active', value: false }],
    changed: { active: false },
  },
  {
    title: 'replace `emails[type eq "work"].value`',
    operations: [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'neo@gridco.example' }],
    changed: { emails: [home, { ...work, value: 'neo@gridco.example' }] },
  },
  {
    title: 'replace `phoneNumbers[type eq "work"].value`, which is not there yet, as Entra ID does',
    operations: [{ op: 'Replace', path: 'phoneNumbers[type eq "work"].value', value: '555-0101' }],
    changed: { phoneNumbers: [mobile, { type: 'work', value: '555-0101' }] },
  },
  {
    title: 'add an e-mail address that becomes the primary one',
    operations: [{ op: 'add', path: 'emails', value: [{ value: 'neo@gridco.example', type: 'other', primary: true }] }],
    changed: {
      emails: [home, { ...work, primary: false }, { value: 'neo@gridco.example', type: 'other', primary: true }],
    },
  },
  {
    title: 'three operations, one without a path',
    operations: [
      { op: 'add', path: 'title', value: 'Operator' },
      { op: 'remove', path: 'phoneNumbers' },
      { op: 'replace', value: { displayName: 'Neo', 'name.givenName': 'Thomas' } },
    ],
    changed: {
      title: 'Operator',
      phoneNumbers: undefined,
      displayName: 'Neo',
      name: { givenName: 'Thomas', familyName: 'JustTrinity' },
    },
  },
]

/** From the request's body to the changed resource; the resource that is given is not touched, as a server needs it. */
function patchersOf({ operations, changed }: PatchTask): readonly Contender[] {
  const message = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
  const source = new SCIMMY.Schemas.User(trinity)
  // Its defaults, but that it copies what it is given.
  const options = { mutateDocument: false, treatMissingAsAdd: true }
  return [
    patcher('@rollcall/scim', changed, () =>
      applyPatch(trinity, parsePatchOp(message, User, compatibleManner), User, compatibleManner),
    ),
    patcher('scim-patch', changed, () => scimPatch(trinity as never, operations as never, options)),
    patcher('scimmy', changed, () => new SCIMMY.Messages.PatchOp(message as never).apply(source as never)),
  ]
}

/** Asked twice, so that who changes what was given is found out. */
function patcher(name: ContenderName, changed: PatchTask['changed'], run: () => unknown): Contender {
  const isRight = async () => {
    const answers = [await run(), await run()]
    return answers.every((answer) => isDeepStrictEqual(comparable(answer), comparable({ ...trinity, ...changed })))
  }
  return { name, run, isRight }
}

/** As JSON, without what a server makes anew with every answer. */
function comparable(resource: unknown): unknown {
  return JSON.parse(
    JSON.stringify(resource, (key, value) => (['meta', 'schemas', 'id'].includes(key) ? undefined : value)),
  )
}
