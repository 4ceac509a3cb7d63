import { enterpriseUrn, externalIdOf, largeGroupOf, personOf, smallGroup, userNameOf } from './growth-population.js'
import type { Ask, Question } from './load-generator.js'
import type { LoadedFacts } from './loaded-database.js'
import type { OperationName } from './operation-names.js'

/** What operations are about. */
export interface World {
  readonly facts: LoadedFacts
  readonly people: number
  /** A cursor of the last page but one of all people, and one behind the first page of a filter that matches widely. */
  readonly endCursor: string
  readonly wideCursor: string
}

/** A load of the benchmark: one operation, or two that undo each other. */
export interface Operation {
  /** What is asked, by the kinds of its questions. */
  readonly names: Readonly<Record<string, OperationName>>
  readonly ask: Ask
  /** The bare server answers it as well. */
  readonly isBare?: boolean
  /** It ends when there is nothing left to do. */
  readonly isLimited?: boolean
}

export const wideFilter = 'department eq "Plant"'

/** Each asks about people all over the population, one after the other; what is written is another one each time. */
export function operationsOf(world: World): readonly Operation[] {
  return [...lookUps(world), ...pages(world), ...groupQuestions(world), ...writes(world), ...memberships(world)]
}

function lookUps({ facts }: World): readonly Operation[] {
  const next = takingTurns(facts.sample)
  const filtered = (text: (n: number) => string) => () => get(usersWhere(text(next()[0])))
  return [
    { names: { '': 'get' }, ask: () => get(`/Users/${next()[1]}`), isBare: true },
    { names: { '': 'userNameEq' }, ask: filtered((n) => `userName eq "${userNameOf(n)}"`), isBare: true },
    { names: { '': 'externalIdEq' }, ask: filtered((n) => `externalId eq "${externalIdOf(n)}"`) },
    { names: { '': 'emailEq' }, ask: filtered((n) => `emails[type eq "work" and value eq "${userNameOf(n)}"]`) },
  ]
}

function pages({ people, endCursor, wideCursor }: World): readonly Operation[] {
  const wide = usersWhere(wideFilter)
  const always = (name: OperationName, path: string): Operation => ({ names: { '': name }, ask: () => get(path) })
  return [
    always('pageStart', '/Users?startIndex=1&count=100'),
    always('pageEndByIndex', `/Users?startIndex=${people - 99}&count=100`),
    always('pageEndByCursor', `/Users?cursor=${endCursor}&count=100`),
    always('wideFirst', `${wide}&startIndex=1&count=100`),
    always('wideNext', `${wide}&cursor=${wideCursor}&count=100`),
  ]
}

/** As Entra ID asks whether somebody is a member, and lists groups. */
function groupQuestions({ facts }: World): readonly Operation[] {
  const next = takingTurns(facts.sample)
  const isMember = (id: string) => encodeURIComponent(`id eq "${facts.largeGroup}" and members eq "${id}"`)
  return [
    { names: { '': 'isMember' }, ask: () => get(`/Groups?filter=${isMember(next()[1])}&attributes=id`) },
    {
      names: { '': 'membersPage' },
      ask: () => get(`${usersWhere(`groups.value eq "${facts.largeGroup}"`)}&startIndex=1&count=100`),
    },
    { names: { '': 'groupsPage' }, ask: () => get('/Groups?excludedAttributes=members&startIndex=1&count=100') },
  ]
}

function writes({ facts }: World): readonly Operation[] {
  const next = takingTurns(facts.sample)
  const created: string[] = []
  let n = 0
  const keep = (body: string) => void created.push(/"id":"([^"]+)"/.exec(body)?.[1] ?? '')
  const titleOf = () => `Title ${n++ % 400}`
  return [
    { names: { '': 'post' }, ask: () => ({ ...sent('POST', '/Users', newPerson()), answered: keep }) },
    { names: { '': 'patch' }, ask: () => sent('PATCH', `/Users/${next()[1]}`, patchOf('replace', 'title', titleOf())) },
    {
      names: { '': 'put' },
      ask: () => {
        const [number, id] = next()
        return sent('PUT', `/Users/${id}`, { ...personOf(number), title: titleOf() })
      },
    },
    {
      // Those that were made here: there are as many people afterwards as before.
      names: { '': 'delete' },
      isLimited: true,
      ask: () => {
        const id = created.pop()
        return id === undefined ? undefined : { method: 'DELETE', path: `/scim/v2/Users/${id}` }
      },
    },
  ]
}

let made = 0

/** Nobody has this number yet. */
function newPerson(): object {
  const n = newNumbers + made++
  return { ...personOf(n), [enterpriseUrn]: { employeeNumber: String(n), department: 'New' } }
}

const newNumbers = 100_000_000

/** Everybody is in the large group, where there are few: so one leaves and comes back. */
function memberships({ facts, people }: World): readonly Operation[] {
  const inLarge = facts.sample.filter(([n]) => n < largeGroupOf(people))
  const outOfSmall = facts.sample.filter(([n]) => n >= smallGroup)
  return [
    {
      names: { remove: 'removeFromLarge', add: 'addToLarge' },
      ask: inPairs(takingTurns(inLarge), facts.largeGroup, ['remove', 'add']),
    },
    {
      names: { remove: 'removeFromSmall', add: 'addToSmall' },
      ask: inPairs(takingTurns(outOfSmall), facts.smallGroup, ['add', 'remove']),
    },
  ]
}

type Step = 'add' | 'remove'

/** Each connection undoes what it has done before it goes on to the next person. */
function inPairs(next: () => Person, group: string, [first, second]: readonly [Step, Step]): Ask {
  const open = new Map<number, string>()
  return (lane) => {
    const begun = open.get(lane)
    if (begun === undefined) {
      const [, id] = next()
      open.set(lane, id)
      return membership(group, first, id)
    }
    open.delete(lane)
    return membership(group, second, begun)
  }
}

function membership(group: string, step: Step, id: string): Question {
  const operation =
    step === 'add' ? patchOf('add', 'members', [{ value: id }]) : patchOf('remove', `members[value eq "${id}"]`)
  return { ...sent('PATCH', `/Groups/${group}`, operation), kind: step }
}

type Person = LoadedFacts['sample'][number]

function takingTurns(people: readonly Person[]): () => Person {
  let turn = 0
  return () => people[turn++ % people.length] ?? [0, '']
}

function usersWhere(filter: string): string {
  return `/Users?filter=${encodeURIComponent(filter)}`
}

function get(path: string): Question {
  return { method: 'GET', path: `/scim/v2${path}` }
}

function sent(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object): Question {
  return { method, path: `/scim/v2${path}`, body: JSON.stringify(body) }
}

function patchOf(op: 'add' | 'remove' | 'replace', path: string, value?: unknown): object {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
  return { schemas, Operations: [{ op, path, ...(value === undefined ? {} : { value }) }] }
}
