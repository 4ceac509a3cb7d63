import { expect, test } from 'vitest'
import { findForeignNames } from './find-foreign-names.js'

const shared = ['..', 'shared'].join('/')

function foreignIn(file: string, text: string): readonly string[] {
  const exists = (path: string) => path === 'apps/web/src/shared'
  return findForeignNames(file, text, ['/home/ada'], exists).map(({ line, message }) => `${line} ${message}`)
}

test.each([
  ['docs/a.md', 'it is kept in `/home/ada/notes`', `1 names '/home/ada/', a folder of one machine.`],
  ['tools/a.ts', `\nconst at = '/home/ada/x'`, `2 names '/home/ada/', a folder of one machine.`],
  ['docs/a.md', `see ${shared}/design`, `1 names '${shared}', which is not in this repository.`],
  ['README.md', `see ${shared}/design`, `1 names '${shared}', which is not in this repository.`],
  [
    'package-lock.json',
    `      "resolved": "https://registry.example/a/-/a-1.tgz",`,
    `1 names a registry: install with the .npmrc of this repository.`,
  ],
])('found in %s: %s', (file, text, finding) => {
  expect(foreignIn(file, text)).toEqual([finding])
})

test.each([
  ['docs/a.md', 'POST /api/home/ada/x and ~/home/ada/'],
  ['apps/web/src/features/a.ts', `import '${shared}/b.js'`],
  ['package-lock.json', `      "resolved": "packages/scim",\n      "url": "https://github.com/sponsors/ada"`],
])('nothing is found in %s: %s', (file, text) => {
  expect(foreignIn(file, text)).toEqual([])
})
