import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { growthPages } from '../bench/src/growth/growth-pages.js'

test.each(Object.entries(growthPages()))('%s says what docs/verified/growth.json says', (file, text) => {
  // `npm run bench -- growth --pages` writes it.
  expect(readFileSync(file, 'utf8')).toBe(text)
})
