import type { Arena } from '../deployment/deployment.js'
import type { Random } from '../random.js'
import { faultUnless } from './contest.js'
import { findRecordFaults } from './find-record-faults.js'
import { clientAt, talliedStatuses, userBody } from './messages.js'

/** Spelt differently, but one name (D-52). */
const spellings = ['trinity@a.example', 'Trinity@a.example', 'TRINITY@A.EXAMPLE'] as const

/** Twenty clients create a user of one name. */
export async function claimUserName({ clients, reader, tenant }: Arena, random: Random): Promise<readonly string[]> {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      clientAt(clients, n).send('POST', '/Users', { body: userBody(random.pick(spellings)) }),
    ),
  )
  const found = await clients[0].send('GET', '/Users?filter=userName%20eq%20%22trinity@a.example%22')
  const created = answers.find(({ status }) => status === 201)
  const everybody = await clients[0].send('GET', '/Users')
  return [
    ...faultUnless(
      talliedStatuses(answers) === '201 ×1, 409 uniqueness ×19',
      () => `answered ${talliedStatuses(answers)}`,
    ),
    ...faultUnless(
      found.body.Resources?.[0]?.id === created?.body.id,
      () => 'the user that was created is not found by name',
    ),
    ...faultUnless(everybody.body.totalResults === 1, () => `${everybody.body.totalResults} users are there`),
    ...(await findRecordFaults(reader, tenant)),
  ]
}
