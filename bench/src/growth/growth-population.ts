import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Moves with what is generated: a database that was loaded from another population is of no use. */
export const populationVersion = 1

/** The two groups that are set side by side: one as large as there are people, 100,000 at most, and one of a hundred. */
export const comparedGroups = { large: 'Everybody', small: 'Steering committee' } as const

/** The people of whom so many are in the large group. */
export function largeGroupOf(people: number): number {
  return Math.min(people, 100_000)
}

export const smallGroup = 100

/** Writes the population as JSON Lines: people, then the groups that they are in. Always the same for a number of people. */
export async function writePopulation(file: string, people: number): Promise<void> {
  await pipeline(Readable.from(linesOf(people)), createWriteStream(file))
}

function* linesOf(people: number): Generator<string> {
  for (let from = 0; from < people; from += linesAChunk) {
    const until = Math.min(from + linesAChunk, people)
    let chunk = ''
    for (let n = from; n < until; n++) chunk += `${JSON.stringify(personOf(n))}\n`
    yield chunk
  }
  for (const group of groupsOf(people)) yield `${JSON.stringify(group)}\n`
}

const linesAChunk = 500

const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** A person as Okta sends one, with the enterprise attributes that are mostly mapped. */
export function personOf(n: number) {
  const givenName = givenNames[n % givenNames.length] ?? 'Ada'
  const familyName = `${familyNames[(n * 7) % familyNames.length] ?? 'Moss'}${n % 977}`
  return {
    schemas: [userUrn, enterpriseUrn],
    userName: userNameOf(n),
    name: { givenName, familyName },
    emails: [{ primary: true, value: userNameOf(n), type: 'work' }],
    displayName: `${givenName} ${familyName}`,
    locale: 'en-US',
    externalId: externalIdOf(n),
    active: n % 20 !== 0,
    [enterpriseUrn]: {
      employeeNumber: String(700_000 + n),
      organization: 'Grid',
      department: departmentOf(n),
    },
  }
}

export function userNameOf(n: number): string {
  return `person.${n}@grid.example`
}

/** Twenty characters, as Okta's are. */
export function externalIdOf(n: number): string {
  return `00u${((n * 2_654_435_761) % 2 ** 32).toString(36).padStart(7, '0')}${String(n).padStart(10, '0')}`
}

/** One of four: what a list of a department matches is a quarter of everybody. */
function departmentOf(n: number): string {
  return ['Plant', 'Office', 'Field', 'Lab'][n % 4] ?? 'Plant'
}

const givenNames = [
  'Ada',
  'Björn',
  'Chidi',
  'Dolores',
  'Emre',
  'Fatima',
  'Gwen',
  'Hiro',
  'Ines',
  'Jamal',
  'Keiko',
  'Lena',
]
const familyNames = [
  'Moss',
  'Okafor',
  'Lindqvist',
  'Marín',
  'Yılmaz',
  'Haddad',
  'Tanaka',
  'Novák',
  'Reyes',
  'Weiss',
  'Abbott',
]

/** Each person is in a team, a department and a site, and through the department in a division; many are in the large group. */
function* groupsOf(people: number): Generator<object> {
  yield* slices('Team', people, 20)
  yield* slices('Department', people, 200)
  yield* slices('Site', people, 2000)
  const departments = Math.ceil(people / 200)
  for (let n = 0; n * 20 < departments; n++) {
    const members = range(n * 20, Math.min(n * 20 + 20, departments)).map((each) => groupIdOf('Department', each))
    yield groupOf('Division', n, members)
  }
  yield {
    ...groupOf(comparedGroups.large, 0, range(0, largeGroupOf(people)).map(externalIdOf)),
    displayName: comparedGroups.large,
  }
  yield {
    ...groupOf(comparedGroups.small, 0, range(0, smallGroup).map(externalIdOf)),
    displayName: comparedGroups.small,
  }
}

function* slices(name: string, people: number, size: number): Generator<object> {
  for (let n = 0; n * size < people; n++) {
    yield groupOf(name, n, range(n * size, Math.min(n * size + size, people)).map(externalIdOf))
  }
}

function groupOf(name: string, n: number, members: readonly string[]): object {
  return {
    schemas: [groupUrn],
    externalId: groupIdOf(name, n),
    displayName: `${name} ${n}`,
    members: members.map((value) => ({ value })),
  }
}

function groupIdOf(name: string, n: number): string {
  return `${name}-${n}`
}

function range(from: number, until: number): readonly number[] {
  return Array.from({ length: until - from }, (_, n) => from + n)
}
