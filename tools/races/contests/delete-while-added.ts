import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import { addMembers, clientAt, create, createUsers, groupBody, talliedStatuses } from './messages.js'

/** Users are deleted while they are being added to groups; some are members already. */
export async function deleteWhileAdded(arena: Arena, random: Random): Promise<readonly string[]> {
  const { clients, reader, tenant } = arena
  const users = await createUsers(arena, 8)
  const groups = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      create(clientAt(clients, n), '/Groups', groupBody(`Group ${n}`, users.slice(0, random.below(4)))),
    ),
  )
  const deletions = users.map((user) => ({ method: 'DELETE', path: `/Users/${user}`, sending: {} }) as const)
  const additions = users.flatMap((user) =>
    groups.map(
      (group) => ({ method: 'PATCH', path: `/Groups/${group}`, sending: { body: addMembers(user) } }) as const,
    ),
  )
  const requests = random.shuffled<(typeof deletions | typeof additions)[number]>([...deletions, ...additions])
  const answers = await Promise.all(
    requests.map(({ method, path, sending }, n) => clientAt(clients, n).send(method, path, sending)),
  )
  const deleted = answers.filter((_, n) => requests[n]?.method === 'DELETE')
  const added = answers.filter((_, n) => requests[n]?.method === 'PATCH')
  const edges = await reader.read<{ readonly member_id: string }>({
    sql: 'SELECT e.owner_id, e.member_id FROM edges e WHERE e.tenant_id = ?',
    parameters: [tenant],
  })
  return [
    ...faultUnless(talliedStatuses(deleted) === '204 ×8', () => `deleting answered ${talliedStatuses(deleted)}`),
    ...faultUnless(added.every(isAddedOrGone), () => `adding answered ${talliedStatuses(added)}`),
    ...faultUnless(edges.length === 0, () => `edges are left of ${edges.map(({ member_id }) => member_id).join(', ')}`),
    ...(await findRecordFaults(reader, tenant)),
  ]
}

function isAddedOrGone({
  status,
  body,
}: {
  readonly status: number
  readonly body: { readonly scimType?: string }
}): boolean {
  return status === 204 || (status === 400 && body.scimType === 'invalidValue')
}
