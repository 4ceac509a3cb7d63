import { expect, test } from 'vitest'
import { hashText } from './hash-text.js'

test('the hash is FNV-1a, as its authors publish it', () => {
  expect(['', 'a', 'foobar'].map((text) => hashText(text).toString(16))).toEqual(['811c9dc5', 'e40c292c', 'bf9cf968'])
})

test('both halves of a surrogate pair count', () => {
  expect(hashText('\u{1f600}')).not.toBe(hashText('\u{1f601}'))
})
