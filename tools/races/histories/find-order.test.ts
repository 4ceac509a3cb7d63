import process from 'node:process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentContent, setContent } from './contents.js'
import { findOrder, type Model, type Observation } from './find-order.js'
import { type VersionedOperation, versionedResource } from './versioned-resource.js'

type SetOperation = VersionedOperation<bigint, { readonly kind: 'add' | 'remove'; readonly bits: bigint }>
type DocumentOperation = VersionedOperation<Readonly<Record<string, string>>, Readonly<Record<string, string>>>

const empty = versionedResource({ version: 1, content: 0n }, setContent)
const document = versionedResource({ version: 1, content: { title: 'a', nickName: 'a' } }, documentContent)

function at<Operation>(sent: number, answered: number | undefined, operation: Operation): Observation<Operation> {
  return { sent, answered, operation }
}

function added(bits: bigint, version: number | undefined, onlyAt?: number): SetOperation {
  return { kind: 'change', change: { kind: 'add', bits }, onlyAt, version }
}

function replaced(change: Readonly<Record<string, string>>, version: number): DocumentOperation {
  return { kind: 'change', change, onlyAt: undefined, version }
}

test('requests at the same time are explained by the order of their versions', () => {
  const history = [
    at(0, 10, added(1n, 3)),
    at(0, 10, added(2n, 2)),
    at(5, 11, { kind: 'read', version: 2, content: 2n } as const),
    at(12, 13, { kind: 'read', version: 3, content: 3n } as const),
  ]
  expect(findOrder<typeof empty.initial, SetOperation>(empty, history)).toEqual({
    kind: 'linearizable',
    order: [history[1], history[2], history[0], history[3]].map((each) => each?.operation),
  })
})

test('a stale read is found: one that shows what was there before a write that was answered', () => {
  const write = replaced({ title: 'b' }, 2)
  const stale: DocumentOperation = { kind: 'read', version: 1, content: { title: 'a', nickName: 'a' } }
  expect(findOrder(document, [at(0, 10, write), at(11, 12, stale)])).toEqual({ kind: 'broken', longest: [write] })
  expect(findOrder(document, [at(0, 10, write), at(9, 12, stale)]).kind).toBe('linearizable')
})

test('a lost update is found: one that was answered and is not there', () => {
  const writes = [at(0, 10, replaced({ title: 'b' }, 2)), at(0, 10, replaced({ nickName: 'b' }, 3))]
  const read = (content: Readonly<Record<string, string>>) =>
    at<DocumentOperation>(11, 12, { kind: 'read', version: 3, content })
  expect(findOrder(document, [...writes, read({ title: 'a', nickName: 'b' })]).kind).toBe('broken')
  expect(findOrder(document, [...writes, read({ title: 'b', nickName: 'b' })]).kind).toBe('linearizable')
})

test('a read that goes back behind what another client has read already is found', () => {
  const history = [
    at(0, 20, added(1n, 2)),
    at(1, 2, { kind: 'read', version: 2, content: 1n } as const),
    at(3, 4, { kind: 'read', version: 1, content: 0n } as const),
  ]
  expect(findOrder<typeof empty.initial, SetOperation>(empty, history).kind).toBe('broken')
})

test('two that both won on the condition of one version are found, and one refused at the version it named', () => {
  const winners = [at(0, 10, added(1n, 2, 1)), at(0, 10, added(2n, 3, 1))]
  expect(findOrder(empty, winners).kind).toBe('broken')
  const refused = at<SetOperation>(0, 10, { kind: 'refused', onlyAt: 1 })
  expect(findOrder(empty, [refused]).kind).toBe('broken')
  expect(findOrder(empty, [refused, at(9, 20, added(1n, 2))]).kind).toBe('linearizable')
})

test('a request without an answer may have been done, at any time since, or not at all', () => {
  const cutOff = at(0, undefined, added(1n, undefined))
  const read = (sent: number, version: number, content: bigint) =>
    at<SetOperation>(sent, sent + 1, { kind: 'read', version, content })
  expect(findOrder(empty, [cutOff, read(5, 1, 0n), read(7, 2, 1n)]).kind).toBe('linearizable')
  expect(findOrder(empty, [cutOff, read(5, 1, 0n)]).kind).toBe('linearizable')
  expect(findOrder(empty, [cutOff, read(5, 2, 1n), read(7, 1, 0n)]).kind).toBe('broken')
})

test('a search that would take too many steps says so', () => {
  const writes = Array.from({ length: 40 }, (_, n) => at(0, 10, added(1n << BigInt(n), undefined)))
  const read = at<SetOperation>(11, 12, { kind: 'read', version: 1, content: 0n })
  expect(findOrder(empty, [...writes, read], 1_000)).toEqual({ kind: 'undecided' })
})

test('a large history of a large group is decided', () => {
  const writes = Array.from({ length: 400 }, (_, n) => at(n - 20, n + 20, added(1n << BigInt(n), n + 2)))
  const all = (1n << 400n) - 1n
  const read = at<SetOperation>(1_000, 1_001, { kind: 'read', version: 401, content: all })
  expect(findOrder(empty, [...writes, read]).kind).toBe('linearizable')
  expect(findOrder(empty, [...writes.slice(1), read]).kind).toBe('broken')
})

/** Up to six operations on two members: some with the answers of a real order, some with any. */
const tinyHistory = fc
  .record({
    moments: fc.array(fc.tuple(fc.nat(12), fc.nat(6), fc.nat(9)), { minLength: 2, maxLength: 6 }),
    choices: fc.infiniteStream(fc.nat(1_000)),
  })
  .map(({ moments, choices }) => {
    const choose = (limit: number) => (choices.next().value ?? 0) % limit
    let state = empty.initial
    return moments.map(([sent, length, roll]) => {
      const operation = drawOperation(state, choose)
      state = empty.step(state, operation) ?? state
      return at(sent, roll === 0 ? undefined : sent + length, operation)
    })
  })

function drawOperation(state: typeof empty.initial, choose: (limit: number) => number): SetOperation {
  // Now and then an answer that the order of drawing does not give.
  const slip = choose(6) === 0 ? 1 : 0
  const version = state.version + slip
  switch (choose(4)) {
    case 0:
      return { kind: 'read', version, content: choose(6) === 0 ? BigInt(choose(4)) : state.content }
    case 1:
      return { kind: 'refused', onlyAt: version + choose(3) - 1 }
    default: {
      const change = { kind: choose(2) === 0 ? 'add' : 'remove', bits: BigInt(1 + choose(3)) } as const
      const after = setContent.apply(state.content, change)
      const onlyAt = choose(3) === 0 ? version : undefined
      return { kind: 'change', change, onlyAt, version: after === state.content ? version : version + 1 }
    }
  }
}

/** Every order of every choice of the unanswered, tried one by one. */
function hasOrder<State, Operation>(
  model: Model<State, Operation>,
  state: State,
  left: readonly Observation<Operation>[],
): boolean {
  if (left.every(({ answered }) => answered === undefined)) return true
  return left.some((next) => {
    const others = left.filter((each) => each !== next)
    if (others.some(({ answered }) => answered !== undefined && answered < next.sent)) return false
    const after = model.step(state, next.operation)
    return after !== undefined && hasOrder(model, after, others)
  })
}

test('the search finds an order exactly where trying every order finds one', () => {
  const verdicts: string[] = []
  const numRuns = 3_000
  fc.assert(
    fc.property(tinyHistory, (history) => {
      const { kind } = findOrder(empty, history)
      expect(kind).toBe(hasOrder(empty, empty.initial, history) ? 'linearizable' : 'broken')
      verdicts.push(kind)
    }),
    { seed: Number(process.env.ROLLCALL_TEST_SEED ?? '20261124'), numRuns },
  )
  // A generator that reaches one side only would prove nothing.
  for (const kind of ['linearizable', 'broken']) {
    expect(verdicts.filter((each) => each === kind).length, kind).toBeGreaterThan(numRuns * 0.3)
  }
})
