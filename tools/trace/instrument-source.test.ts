import { expect, test } from 'vitest'
import { instrumentSource } from './instrument-source.js'

const entered = '__rollcallEntered'

test.each([
  ['export function f(a = 1) { return a }', `export function f(a = 1) {${entered}("a.ts","f",true); return a }`],
  ['function f() {}\nexport { f as g }', `function f() {${entered}("a.ts","f",true);}\nexport { f as g }`],
  ['function f() {}', `function f() {${entered}("a.ts","f",false);}`],
  ['export const f = async () => { await 1 }', `export const f = async () => {${entered}("a.ts","f",true); await 1 }`],
  ['export const f = (a) => ({ a })', `export const f = (a) => ((${entered}("a.ts","f",true),{ a }))`],
  [
    'const o = { m() {}, p: () => 1, q: function () {} }',
    `const o = { m() {${entered}("a.ts","m",false);}, p: () => (${entered}("a.ts","p",false),1), q: function () {${entered}("a.ts","q",false);} }`,
  ],
  [
    'export function f() { function g() {} return g }\nfunction g() {}',
    `export function f() {${entered}("a.ts","f",true); function g() {${entered}("a.ts","g",false);} return g }\nfunction g() {${entered}("a.ts","g",false);}`,
  ],
  ['[1].map((a) => a)', '[1].map((a) => a)'],
])('%s', (text, instrumented) => {
  expect(instrumentSource(text, 'a.ts')).toBe(instrumented)
})

test('a nested function that has the name of an exported one is not taken for it', () => {
  const text = 'export function f() {}\nfunction g() { function f() {} }'
  expect(instrumentSource(text, 'a.ts')).toContain(`function f() {${entered}("a.ts","f",false);} }`)
})
