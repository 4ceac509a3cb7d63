import process from 'node:process'
import { expect, test } from 'vitest'
import { findChromium } from '../src/chromium/find-chromium.js'

const here = process.execPath

test.each([
  ['what is chosen, at its word', '/opt/my/chromium', [here], '/opt/my/chromium'],
  ['the first place where there is one', undefined, ['/nowhere/chromium', here, '/bin/sh'], here],
  ['the same when the choice is empty', '', [here], here],
  ['nothing where there is none', undefined, ['/nowhere/chromium'], undefined],
  ['nothing when none is wanted', 'none', [here], undefined],
])('finds %s', (_what, chosen, places, found) => {
  expect(findChromium(chosen, places)).toBe(found)
})
