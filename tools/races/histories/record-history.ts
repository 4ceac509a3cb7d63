import type { ScimClient } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import type { Observation } from './find-order.js'
import { type Subject, sendTo } from './subject.js'
import type { VersionedOperation } from './versioned-resource.js'

type Recorded<Content, Change> = Observation<VersionedOperation<Content, Change>>

/** How many clients there are, and how many requests each sends, one after the other. */
export interface Extent {
  readonly clients: number
  readonly requests: number
}

/** Lets clients read and change one resource, all at once, and records what each saw and when, and what is there at the end. */
export async function recordHistory<Content, Change>(
  subject: Subject<Content, Change>,
  servers: readonly [ScimClient, ...ScimClient[]],
  random: Random,
  { clients, requests }: Extent,
): Promise<readonly Recorded<Content, Change>[]> {
  const histories = await Promise.all(
    Array.from({ length: clients }, () => actAsClient(subject, servers, random, requests)),
  )
  return [...histories.flat(), await read(subject, servers[0])]
}

/** A client that changes servers as a balancer in front of them would, and remembers the version that it saw last. */
async function actAsClient<Content, Change>(
  subject: Subject<Content, Change>,
  servers: readonly [ScimClient, ...ScimClient[]],
  random: Random,
  requests: number,
): Promise<readonly Recorded<Content, Change>[]> {
  const history: Recorded<Content, Change>[] = []
  let seen = subject.initial.version
  for (let n = 0; n < requests; n++) {
    const server = random.pick(servers)
    const isRead = random.below(2) === 0
    const observation = isRead
      ? await read(subject, server)
      : await change(subject, server, random, random.below(3) === 0 ? seen : undefined)
    if ('version' in observation.operation) seen = observation.operation.version ?? seen
    history.push(observation)
  }
  return history
}

async function read<Content, Change>(
  { path, contentOf }: Subject<Content, Change>,
  server: ScimClient,
): Promise<Recorded<Content, Change>> {
  const { sent, answered, version, body } = await sendTo(server, 'GET', path, {})
  return { sent, answered, operation: { kind: 'read', version: version ?? 0, content: contentOf(body) } }
}

async function change<Content, Change>(
  { path, drawChange, messageOf }: Subject<Content, Change>,
  server: ScimClient,
  random: Random,
  onlyAt: number | undefined,
): Promise<Recorded<Content, Change>> {
  const drawn = drawChange(random)
  const ifMatch = onlyAt === undefined ? {} : { ifMatch: `W/"${onlyAt}"` }
  const { sent, answered, status, version } = await sendTo(server, 'PATCH', path, {
    body: messageOf(drawn),
    ...ifMatch,
  })
  if (status === 412 && onlyAt !== undefined) return { sent, answered, operation: { kind: 'refused', onlyAt } }
  return { sent, answered, operation: { kind: 'change', change: drawn, onlyAt, version } }
}
