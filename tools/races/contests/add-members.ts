import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import { addMembers as addingMembers, clientAt, create, createUsers, groupBody, talliedStatuses } from './messages.js'

const count = 50

/** Fifty clients add a member each; then the same again, which changes nothing. */
export async function addMembers(arena: Arena, random: Random): Promise<readonly string[]> {
  const users = await createUsers(arena, count)
  const group = await create(arena.clients[0], '/Groups', groupBody('Everybody'))
  const addAll = () =>
    Promise.all(
      random
        .shuffled(users)
        .map((user, n) => clientAt(arena.clients, n).send('PATCH', `/Groups/${group}`, { body: addingMembers(user) })),
    )
  const added = await addAll()
  const afterwards = await stateOf(arena, group)
  const again = await addAll()
  const atLast = await stateOf(arena, group)
  const versions = added.map(({ version }) => version ?? 0).sort((a, b) => a - b)
  const expected = Array.from({ length: count }, (_, n) => n + 2)
  const everybody = [...users].sort().join(' ')
  return [
    ...faultUnless(talliedStatuses(added) === `204 ×${count}`, () => `adding answered ${talliedStatuses(added)}`),
    ...faultUnless(talliedStatuses(again) === `204 ×${count}`, () => `adding again answered ${talliedStatuses(again)}`),
    ...faultUnless(versions.join() === expected.join(), () => `the versions of ${count} adds are ${versions}`),
    ...faultUnless(afterwards.members === everybody, () => `of ${count} members there are: ${afterwards.members}`),
    ...faultUnless(afterwards.records === count + 1, () => `${count} adds left ${afterwards.records - 1} records`),
    ...faultUnless(equal(afterwards, atLast), () => `redundant adds made ${JSON.stringify(atLast)}`),
    ...(await findRecordFaults(arena.reader, arena.tenant)),
  ]
}

interface GroupState {
  readonly version: number | undefined
  readonly members: string
  readonly records: number
}

async function stateOf({ clients, reader, tenant }: Arena, group: string): Promise<GroupState> {
  const { version, body } = await clients[0].send('GET', `/Groups/${group}`)
  const records = await reader.read<{ readonly n: bigint }>({
    sql: 'SELECT c.n FROM change_records c WHERE c.tenant_id = ? AND c.resource_id = ?',
    parameters: [tenant, group],
  })
  const members = body.members?.map(({ value }) => value) ?? []
  return { version, members: members.sort().join(' '), records: records.length }
}

function equal(one: GroupState, other: GroupState): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
