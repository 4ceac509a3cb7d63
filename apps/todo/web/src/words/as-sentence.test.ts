import { expect, test } from 'vitest'
import { asSentence } from './as-sentence.js'

test.each([
  ['A fact about you', 'A fact about you.'],
  ['A fact about you. ', 'A fact about you.'],
  ['Really?', 'Really?'],
  [' ', ''],
])('%j ends as %j', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence)
})
