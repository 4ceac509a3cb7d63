import type { Instant } from '../resource/resource.js'
import type { KeptAnswer } from './kept-answer.js'

/** Where a connection's answer is kept. */
export function keptPlace(connection: string | undefined, key: string): string {
  return JSON.stringify([connection ?? null, key])
}

/** The answer in a place, where there is one that is not past its time. */
export function keptAnswer(kept: ReadonlyMap<string, KeptAnswer>, place: string, now: Instant): KeptAnswer | undefined {
  const answer = kept.get(place)
  return answer !== undefined && answer.until > now ? answer : undefined
}

/** Keeps answers, each after all that were kept before, and drops what is past its time among the few oldest. */
export function keepAnswers(
  kept: Map<string, KeptAnswer>,
  answers: ReadonlyMap<string, KeptAnswer>,
  now: Instant,
): void {
  for (const [place, answer] of answers) {
    kept.delete(place)
    sweep(kept, now)
    kept.set(place, answer)
  }
}

/** More for each answer than the one that comes in, so that what is past its time grows no heap. */
const sweptAtOnce = 4

function sweep(kept: Map<string, KeptAnswer>, now: Instant): void {
  let seen = 0
  for (const [place, { until }] of kept) {
    if (++seen > sweptAtOnce) return
    if (until <= now) kept.delete(place)
  }
}
