import { compareFound, type Found } from './found.js'

/** Several ordered streams as one: always the first of what each has next. */
export async function* mergeFound(
  streams: readonly AsyncIterable<Found>[],
  isDescending: boolean,
): AsyncIterable<Found> {
  const heads: Head[] = []
  for (const stream of streams) await advance(heads, stream[Symbol.asyncIterator]())
  for (;;) {
    heads.sort((a, b) => compareFound(a.found, b.found, isDescending))
    const first = heads.shift()
    if (!first) return
    yield first.found
    await advance(heads, first.rest)
  }
}

interface Head {
  readonly found: Found
  readonly rest: AsyncIterator<Found>
}

async function advance(heads: Head[], rest: AsyncIterator<Found>): Promise<void> {
  const next = await rest.next()
  if (!next.done) heads.push({ found: next.value, rest })
}
