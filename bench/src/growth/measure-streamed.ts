import { startServer } from '../server-process.js'
import type { StreamedFigures } from './growth-figures.js'
import { load, type Question } from './load-generator.js'
import type { LoadedFacts } from './loaded-database.js'

/**
 * Reads the large group from a server that has done nothing yet but warm up on small answers: what its memory rises by then,
 * the answer has taken.
 */
export async function measureStreamed(database: string, facts: LoadedFacts): Promise<StreamedFigures> {
  const server = await startServer<{ readonly port: number }>('growth/growth-server.js', database)
  const place = { port: server.ready.port, key: facts.key }
  let bytes = 0
  const large = () => get(`/Groups/${facts.largeGroup}`, (body) => (bytes = Buffer.byteLength(body)))
  try {
    const people = facts.sample.slice(0, 200).map(([, id]) => get(`/Users/${id}`))
    await askAll(place, [...people, get(`/Groups/${facts.smallGroup}`), get(`/Groups/${facts.smallGroup}`)])
    const before = await server.peak()
    await askAll(place, [large()])
    const after = await server.peak()
    const times = await askAll(place, Array.from({ length: 5 }, large))
    const ms = times.sort((a, b) => a - b)[2] ?? 0
    return { ms: Math.round(ms), bytes, rise: after - before, riseLater: (await server.peak()) - before }
  } finally {
    await server.stop()
  }
}

function get(path: string, answered?: (body: string) => void): Question {
  return { method: 'GET', path: `/scim/v2${path}`, ...(answered ? { answered } : {}) }
}

/** One after the other; answers how long each took. */
async function askAll(place: { readonly port: number; readonly key: string }, questions: readonly Question[]) {
  const left = [...questions]
  const { times, failure } = await load(place, () => left.shift(), { seconds: 600, isLimited: true, lanes: 1 })
  if (failure !== undefined) throw new Error(failure)
  return [...(times.get('') ?? [])]
}
