/** One request and its answer, as its client saw them. */
export interface Observation<Operation> {
  readonly operation: Operation
  readonly sent: number
  /** Undefined where no answer came: it may have taken effect at any time since, or never. */
  readonly answered: number | undefined
}

/** What a resource does when its requests come one after the other. */
export interface Model<State, Operation> {
  readonly initial: State
  /** The state after the operation, or undefined where the operation cannot have answered what it did. */
  step(state: State, operation: Operation): State | undefined
  /** Equal states have equal keys. */
  keyOf(state: State): string
}

export type Verdict<Operation> =
  /** Some order explains everything: this one. */
  | { readonly kind: 'linearizable'; readonly order: readonly Operation[] }
  /** No order does; this is the longest that explains as much as it has. */
  | { readonly kind: 'broken'; readonly longest: readonly Operation[] }
  /** Too many orders would have to be tried. */
  | { readonly kind: 'undecided' }

/**
 * Looks for an order of the operations in which each takes effect at one moment between its request and its answer, and
 * answers what it did: the history is linearizable then (Herlihy and Wing 1990). The search is Wing and Gong's (1993), with
 * the memory of Lowe (2017): the same operations done, and the same state, is not tried twice. A history of one resource.
 */
export function findOrder<State, Operation>(
  model: Model<State, Operation>,
  history: readonly Observation<Operation>[],
  maximumSteps = 200_000,
): Verdict<Operation> {
  const observations = [...history].sort((a, b) => a.sent - b.sent)
  const answered = maskOf(observations.flatMap((each, n) => (each.answered === undefined ? [] : [n])))
  const tried = new Set<string>()
  const places: Place<State>[] = [{ state: model.initial, done: 0n, count: 0, last: undefined, before: undefined }]
  let longest = places[0]
  for (let steps = 0; steps < maximumSteps; steps++) {
    const place = places.pop()
    if (!place) return { kind: 'broken', longest: orderTo(longest, observations) }
    if ((place.done & answered) === answered) return { kind: 'linearizable', order: orderTo(place, observations) }
    if (longest && place.count > longest.count) longest = place
    for (const next of placesAfter(model, place, observations)) {
      const key = `${next.done.toString(36)} ${model.keyOf(next.state)}`
      if (!tried.has(key)) places.push(next)
      tried.add(key)
    }
  }
  return { kind: 'undecided' }
}

/** A place in the search: what is done, and how it came to that. */
interface Place<State> {
  readonly state: State
  /** A bit for each observation that has taken effect. */
  readonly done: bigint
  readonly count: number
  readonly last: number | undefined
  readonly before: Place<State> | undefined
}

/** What answers rightly now and changes nothing is done with at once: no later place could suit it, or the others, better. */
function placesAfter<State, Operation>(
  model: Model<State, Operation>,
  place: Place<State>,
  observations: readonly Observation<Operation>[],
): readonly Place<State>[] {
  const key = model.keyOf(place.state)
  const places: Place<State>[] = []
  for (const n of candidatesAfter(place.done, observations)) {
    const next = placeAfter(model, place, n, observations[n])
    if (next && model.keyOf(next.state) === key) return [next]
    if (next) places.push(next)
  }
  return places
}

function placeAfter<State, Operation>(
  model: Model<State, Operation>,
  place: Place<State>,
  n: number,
  observation: Observation<Operation> | undefined,
): Place<State> | undefined {
  const state = observation && model.step(place.state, observation.operation)
  if (state === undefined) return undefined
  return { state, done: place.done | (1n << BigInt(n)), count: place.count + 1, last: n, before: place }
}

/** What may take effect next: sent before any other that is still to come was answered. The earliest answered is tried first. */
function candidatesAfter(done: bigint, observations: readonly Observation<unknown>[]): readonly number[] {
  const waiting = observations.flatMap((observation, n) => ((done >> BigInt(n)) & 1n ? [] : [{ n, ...observation }]))
  const endOf = ({ answered }: { readonly answered: number | undefined }) => answered ?? Number.POSITIVE_INFINITY
  const firstEnd = Math.min(...waiting.map(endOf))
  return waiting
    .filter(({ sent }) => sent <= firstEnd)
    .sort((a, b) => endOf(b) - endOf(a))
    .map(({ n }) => n)
}

function orderTo<State, Operation>(
  place: Place<State> | undefined,
  observations: readonly Observation<Operation>[],
): readonly Operation[] {
  const order: Operation[] = []
  for (let at = place; at; at = at.before) {
    const observation = at.last === undefined ? undefined : observations[at.last]
    if (observation) order.push(observation.operation)
  }
  return order.reverse()
}

function maskOf(bits: readonly number[]): bigint {
  return bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n)
}
