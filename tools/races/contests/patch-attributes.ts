import type { Arena } from '../deployment/deployment.js'
import type { Answer } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import { clientAt, create, patchBody, talliedStatuses, userBody } from './messages.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** Fifty places of a user, no two of which overlap. */
const places: readonly string[] = [
  ...['displayName', 'nickName', 'title', 'userType', 'preferredLanguage', 'locale', 'timezone', 'profileUrl'],
  ...['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map(
    (name) => `name.${name}`,
  ),
  ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) => `${enterprise}:${name}`),
  ...['work', 'home', 'other'].flatMap((type) =>
    ['formatted', 'streetAddress', 'locality', 'region', 'postalCode'].map(
      (name) => `addresses[type eq "${type}"].${name}`,
    ),
  ),
  ...['work', 'home', 'other'].flatMap((type) => ['emails', 'ims'].map((name) => `${name}[type eq "${type}"].display`)),
  ...['work', 'home', 'mobile', 'fax', 'pager', 'other'].map((type) => `phoneNumbers[type eq "${type}"].display`),
  ...['photo', 'thumbnail'].map((type) => `photos[type eq "${type}"].display`),
  ...['photo', 'thumbnail'].map((type) => `photos[type eq "${type}"].value`),
]

/** Fifty clients set an attribute each of one user. */
export async function patchAttributes(arena: Arena, random: Random): Promise<readonly string[]> {
  const user = await create(arena.clients[0], '/Users', userBody('everything', elements))
  const answers = await Promise.all(
    random.shuffled(places).map((path, n) => {
      const body = patchBody({ op: 'replace', path, value: valueAt(path) })
      return clientAt(arena.clients, n).send('PATCH', `/Users/${user}?excludedAttributes=groups`, { body })
    }),
  )
  const read = await arena.clients[0].send('GET', `/Users/${user}?excludedAttributes=groups`)
  const text = JSON.stringify(read.body)
  const lost = places.filter((path) => !text.includes(JSON.stringify(valueAt(path))))
  return [
    ...faultUnless(talliedStatuses(answers) === `200 ×${places.length}`, () => `answered ${describe(answers)}`),
    ...faultUnless(lost.length === 0, () => `lost: ${lost.join(', ')}`),
    ...faultUnless(read.version === places.length + 1, () => `${places.length} changes made version ${read.version}`),
    ...(await findRecordFaults(arena.reader, arena.tenant)),
  ]
}

const elements = {
  addresses: ['work', 'home', 'other'].map((type) => ({ type, country: 'SE' })),
  emails: ['work', 'home', 'other'].map((type) => ({ type, value: `${type}@a.example` })),
  ims: ['work', 'home', 'other'].map((type) => ({ type, value: `im-${type}` })),
  phoneNumbers: ['work', 'home', 'mobile', 'fax', 'pager', 'other'].map((type, n) => ({
    type,
    value: `tel:+4670000${n}`,
  })),
  photos: ['photo', 'thumbnail'].map((type) => ({ type, value: `https://a.example/${type}` })),
}

/** A value that fits its place, and is found nowhere else. */
function valueAt(path: string): string {
  const n = places.indexOf(path)
  if (path === 'preferredLanguage') return 'sv-SE'
  if (path === 'locale') return 'de-AT'
  if (path === 'timezone') return 'Europe/Vienna'
  return path === 'profileUrl' || /^photos.*value$/.test(path) ? `https://a.example/new-${n}.` : `value-${n}.`
}

function describe(answers: readonly Answer[]): string {
  const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => body.detail)
  return [talliedStatuses(answers), ...new Set(refusals)].join('; ')
}
