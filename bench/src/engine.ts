/**
 * `npm run bench -- engine`: parser, matcher and PATCH beside scim2-parse-filter, scim-patch and scimmy, in one process and one
 * run, on the same texts and the same resource. Each answer is compared first: what answers wrong is named, and timed all the same.
 */
import { performance } from 'node:perf_hooks'
import { applyPatch, parsePatchOp } from '@rollcall/scim/patch'
import { compatibleManner, matches, parseFilter } from '@rollcall/scim/filter'
import { User } from '@rollcall/scim/schema'
import { parse, filter as tester } from 'scim2-parse-filter'
import { scimPatch } from 'scim-patch'
import SCIMMY from 'scimmy'

/** The filters that identity providers send, and longer ones. */
const filters = [
  'userName eq "trinity@gridco.example"',
  'emails[type eq "work" and value eq "trinity@gridco.example"]',
  'active eq true and (name.familyName co "ust" or title pr) and not (userType eq "Employee")',
]

const patches = [
  [{ op: 'replace', path: 'active', value: false }],
  [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'neo@gridco.example' }],
  [
    { op: 'add', path: 'title', value: 'Operator' },
    { op: 'remove', path: 'phoneNumbers' },
    { op: 'replace', value: { displayName: 'Neo', 'name.givenName': 'Thomas' } },
  ],
]

const resource = {
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

interface Contender {
  readonly name: string
  readonly run: () => unknown
}

export async function benchEngine(): Promise<void> {
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
  console.log('Operations a second, one core; the median of five rounds.')
  for (const text of filters) await compare(`parse ${text}`, parsers(text))
  for (const text of filters) await compare(`match ${text}`, matchers(text))
  for (const operations of patches) await compare(`PATCH ${JSON.stringify(operations)}`, patchers(operations))
}

function parsers(text: string): readonly Contender[] {
  return [
    { name: '@rollcall/scim', run: () => parseFilter(text, User) },
    { name: 'scim2-parse-filter', run: () => parse(text) },
    { name: 'scimmy', run: () => new SCIMMY.Types.Filter(text) },
  ]
}

function matchers(text: string): readonly Contender[] {
  const ours = parseFilter(text, User)
  const theirs = tester(parse(text))
  const scimmys = new SCIMMY.Types.Filter(text)
  return [
    { name: '@rollcall/scim', run: () => matches(ours, resource) },
    { name: 'scim2-parse-filter', run: () => theirs(resource) },
    { name: 'scimmy', run: () => scimmys.match([resource]).length === 1 },
  ]
}

/** From the request's body to the changed resource; the resource that is given is not touched, as a server needs it. */
function patchers(operations: readonly object[]): readonly Contender[] {
  const message = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
  const source = new SCIMMY.Schemas.User(resource)
  return [
    {
      name: '@rollcall/scim',
      run: () => applyPatch(resource, parsePatchOp(message, User, compatibleManner), User, compatibleManner),
    },
    {
      name: 'scim-patch',
      run: () => scimPatch(resource as never, operations as never, { mutateDocument: false }),
    },
    { name: 'scimmy', run: () => new SCIMMY.Messages.PatchOp(message as never).apply(source as never) },
  ]
}

async function compare(title: string, contenders: readonly Contender[]): Promise<void> {
  const rows: Record<string, { 'a second': number; 'of ours': string }> = {}
  let ours = 0
  for (const { name, run } of contenders) {
    const rate = await medianRate(run)
    if (ours === 0) ours = rate
    rows[name] = { 'a second': Math.round(rate), 'of ours': `${Math.round((rate / ours) * 100)} %` }
  }
  console.log(`\n${title}`)
  console.table(rows)
}

const rounds = 5
const roundMilliseconds = Number(process.env.BENCH_ROUND_MS ?? '300')

async function medianRate(run: () => unknown): Promise<number> {
  await rateOf(run, roundMilliseconds / 2)
  const rates: number[] = []
  for (let round = 0; round < rounds; round++) rates.push(await rateOf(run, roundMilliseconds))
  return rates.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

/** scimmy's PATCH is asynchronous: what it gives is awaited, and nothing else. */
async function rateOf(run: () => unknown, milliseconds: number): Promise<number> {
  const begun = performance.now()
  let count = 0
  for (let elapsed = 0; elapsed < milliseconds; elapsed = performance.now() - begun) {
    for (let n = 0; n < 50; n++) {
      const result = run()
      if (result instanceof Promise) await result
    }
    count += 50
  }
  return (count * 1000) / (performance.now() - begun)
}

await benchEngine()
