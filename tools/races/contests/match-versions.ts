import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import {
  addMembers,
  clientAt,
  create,
  createUsers,
  groupBody,
  patchBody,
  talliedStatuses,
  userBody,
} from './messages.js'

const count = 20

/** Twenty clients change a resource on the condition that it is as all of them read it: a user, then a group's members. */
export async function matchVersions(arena: Arena, random: Random): Promise<readonly string[]> {
  const { clients, reader, tenant } = arena
  const user = await create(clients[0], '/Users', userBody('contended'))
  const group = await create(clients[0], '/Groups', groupBody('Contended'))
  const members = random.shuffled(await createUsers(arena, count))
  const titles = members.map((_, n) => `/title ${n}`)
  const [renamed, added] = await Promise.all([
    sendAll(
      arena,
      `/Users/${user}`,
      titles.map((value) => patchBody({ op: 'replace', path: 'title', value })),
    ),
    sendAll(
      arena,
      `/Groups/${group}`,
      members.map((member) => addMembers(member)),
    ),
  ])
  const winner = titles[renamed.findIndex(({ status }) => status === 200)]
  const read = await clients[0].send('GET', `/Users/${user}`)
  const readGroup = await clients[0].send('GET', `/Groups/${group}`)
  const joined = members[added.findIndex(({ status }) => status === 204)]
  return [
    ...faultUnless(
      talliedStatuses(renamed) === '200 ×1, 412 ×19',
      () => `changing answered ${talliedStatuses(renamed)}`,
    ),
    ...faultUnless(talliedStatuses(added) === '204 ×1, 412 ×19', () => `adding answered ${talliedStatuses(added)}`),
    ...faultUnless(read.body.title === winner, () => `${winner} won, and the title is ${read.body.title}`),
    ...faultUnless(
      readGroup.body.members?.map(({ value }) => value).join() === joined,
      () => `${joined} won, and the members are ${JSON.stringify(readGroup.body.members)}`,
    ),
    ...(await findRecordFaults(reader, tenant)),
  ]
}

function sendAll({ clients }: Arena, path: string, bodies: readonly object[]) {
  return Promise.all(bodies.map((body, n) => clientAt(clients, n).send('PATCH', path, { body, ifMatch: 'W/"1"' })))
}
