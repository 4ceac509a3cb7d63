import type { ScimClient } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import { findOrder, type Observation } from './find-order.js'
import { type Extent, recordHistory } from './record-history.js'
import type { Subject } from './subject.js'
import { type VersionedOperation, versionedResource } from './versioned-resource.js'

/** Lets clients at the subject, and says what no order explains. */
export async function findHistoryFaults<Content, Change>(
  subject: Subject<Content, Change>,
  servers: readonly [ScimClient, ...ScimClient[]],
  random: Random,
  extent: Extent = { clients: 8, requests: 12 },
): Promise<readonly string[]> {
  const history = await recordHistory(subject, servers, random, extent)
  const verdict = findOrder(versionedResource(subject.initial, subject.rules), history)
  switch (verdict.kind) {
    case 'linearizable':
      return []
    case 'undecided':
      return [`${subject.path}: too many orders of ${history.length} requests would have to be tried`]
    case 'broken':
      return [describe(subject, history, verdict.longest)]
  }
}

/** What is needed to follow it by hand: everything, in order of the answers, with what no order could explain at the end. */
function describe<Content, Change>(
  { path, initial, rules }: Subject<Content, Change>,
  history: readonly Observation<VersionedOperation<Content, Change>>[],
  longest: readonly VersionedOperation<Content, Change>[],
): string {
  const explained = new Set(longest)
  const left = history.filter(({ operation }) => !explained.has(operation)).sort((a, b) => a.sent - b.sent)
  const lines = [...longest.map((operation) => ({ operation })), ...left].map((each) => lineOf(rules.keyOf, each))
  lines.splice(longest.length, 0, '--- and none of these is next:')
  return [`${path}: no order explains it. From version ${initial.version}:`, ...lines].join('\n  ')
}

function lineOf<Content, Change>(
  keyOf: (content: Content) => string,
  {
    operation,
    sent,
    answered,
  }: {
    readonly operation: VersionedOperation<Content, Change>
    readonly sent?: number
    readonly answered?: number | undefined
  },
): string {
  const shown = operation.kind === 'read' ? { ...operation, content: keyOf(operation.content) } : operation
  const times = sent === undefined ? '' : ` [${sent.toFixed(1)}, ${answered?.toFixed(1) ?? '?'}]`
  return JSON.stringify(shown, (_, value: unknown) => (typeof value === 'bigint' ? value.toString(36) : value)) + times
}
