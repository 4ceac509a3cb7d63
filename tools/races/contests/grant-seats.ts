import { seatCounter } from '@rollcall/scim/storage'
import type { Arena } from '../deployment/deployment.js'
import type { Answer, ScimClient } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import { clientAt, createUsers, patchBody, talliedStatuses, userBody } from './messages.js'

const role = 'pilot'
const [seats, contenders] = [10, 30]

/** Thirty are granted a role that ten may hold: a third of them as they are created, the others by PATCH and by PUT. */
export async function grantSeats(arena: Arena, random: Random): Promise<readonly string[]> {
  const { clients, reader, tenant } = arena
  await arena.limitRole(role, seats)
  const ids = await createUsers(arena, (contenders * 2) / 3)
  const grants = random.shuffled(Array.from({ length: contenders }, (_, n) => grantTo(ids[n], n)))
  const answers = await Promise.all(grants.map((grant, n) => grant(clientAt(clients, n))))
  const holders = await clients[0].send('GET', `/Users?filter=${encodeURIComponent(`roles.value eq "${role}"`)}`)
  const [counted] = await reader.read<{ readonly used: bigint }>({
    sql: 'SELECT c.used FROM counters c WHERE c.tenant_id = ? AND c.name = ?',
    parameters: [tenant, seatCounter({ kind: 'role', type: undefined, value: role })],
  })
  const granted = answers.filter(({ status }) => status < 300).length
  const others = answers.filter((answer) => answer.status >= 300 && !isRefusedSeat(answer))
  return [
    ...faultUnless(granted === seats, () => `${granted} of ${seats} seats were granted`),
    ...faultUnless(others.length === 0, () => `some ended with ${talliedStatuses(others)}`),
    ...faultUnless(holders.body.totalResults === seats, () => `${holders.body.totalResults} hold the role`),
    ...faultUnless(counted?.used === BigInt(seats), () => `${counted?.used} seats are counted`),
    ...(await findRecordFaults(reader, tenant)),
  ]
}

/** To a user who is there, or, where there is no id, to one who is made so. */
function grantTo(id: string | undefined, n: number): (client: ScimClient) => Promise<Answer> {
  const roles = [{ value: role }]
  if (id === undefined) return (client) => client.send('POST', '/Users', { body: userBody(`new-${n}`, { roles }) })
  const body = patchBody({ op: 'add', path: 'roles', value: roles })
  return n % 2 === 0
    ? (client) => client.send('PATCH', `/Users/${id}`, { body })
    : (client) => client.send('PUT', `/Users/${id}`, { body: userBody(`user-${n}`, { roles }) })
}

/** As `docs/seats.md` says it. */
function isRefusedSeat({ status, body }: Answer): boolean {
  const sentence = `At most ${seats} users may hold the role '${role}', and not enough of these seats are free.`
  return status === 400 && body.scimType === 'invalidValue' && body.detail === sentence
}
