import { expect, test } from 'vitest'
import type { KeptAnswer } from './kept-answer.js'
import { keepAnswers, keptAnswer, keptPlace } from './memory-kept-answers.js'

test('what is past its time is swept away as new answers come in', () => {
  const kept = new Map<string, KeptAnswer>()
  for (let n = 0; n < 100; n++) keep(kept, n, n + 10)
  expect(kept.size).toBeLessThanOrEqual(12)
  expect(keptAnswer(kept, keptPlace('okta', '99'), 99)).toBeDefined()
})

test('an answer that is kept anew is the youngest', () => {
  const kept = new Map<string, KeptAnswer>()
  for (const key of [1, 2, 1]) keep(kept, key, 0)
  expect([...kept.keys()]).toEqual([keptPlace('okta', '2'), keptPlace('okta', '1')])
})

/** Keeps an answer at a time, for ten milliseconds. */
function keep(kept: Map<string, KeptAnswer>, key: number, now: number): void {
  const answer = { fingerprint: 'f', answer: '1', until: now + 10 }
  keepAnswers(kept, new Map([[keptPlace('okta', String(key)), answer]]), now)
}
