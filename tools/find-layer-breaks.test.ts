import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findLayerBreaks } from './find-layer-breaks.js'
import { readWorkspace } from './workspace.js'

const sound: Readonly<Record<string, string>> = {
  'package.json': manifest({ workspaces: ['packages/scim', 'packages/sql', 'packages/server', 'apps/todo/web'] }),
  'packages/scim/package.json': manifest({ name: '@rollcall/scim', exports: { '.': './dist/index.js' } }),
  'packages/scim/src/index.ts': `export * from './filter/filter.js'\nexport * from './scim-error.js'\n`,
  'packages/scim/src/entitlements.ts': `export * from './entitlements/catalogue.js'\n`,
  'packages/scim/src/scim-error.ts': `// import './http/handler.js' is only a comment\nexport const text = "import './http/handler.js'"\n`,
  'packages/scim/src/schema/schema.ts': `export interface Schema { id: string }\n`,
  'packages/scim/src/filter/filter.ts': `import type { Schema } from '../schema/schema.js'\nexport type Filter = Schema\n`,
  'packages/scim/src/storage/resource-store.ts': `import type { Filter } from '../filter/filter.js'\nexport type Store = Filter\n`,
  'packages/scim/src/storage/memory-storage.ts': `import type { Store } from './resource-store.js'\nexport type Memory = Store\n`,
  'packages/scim/src/operations/query.ts': `import type { Store } from '../storage/resource-store.js'\nexport type Q = Store\n`,
  'packages/scim/src/discovery/schemas.ts': `import { text } from '../scim-error.js'\nexport const t = text\n`,
  'packages/scim/src/http/handler.ts': `import type { Q } from '../operations/query.js'\nexport type H = Q\n`,
  'packages/scim/src/entitlements/catalogue.ts': `import type { Q } from '../operations/query.js'\nexport type C = Q\n`,
  'packages/sql/package.json': manifest({
    name: '@rollcall/sql',
    exports: { '.': './dist/index.js' },
    dependencies: { '@rollcall/scim': '0.1.0' },
  }),
  'packages/sql/src/index.ts': `import { text } from '@rollcall/scim'\nexport { read } from './read.js'\nexport const a = text\n`,
  'packages/sql/src/read.ts': `import { readFile } from 'node:fs/promises'\nexport const read = readFile\n`,
  'packages/server/package.json': manifest({
    name: '@rollcall/server',
    dependencies: { '@rollcall/sql': '0.1.0', hono: '4' },
    devDependencies: { vitest: '4' },
  }),
  'packages/server/src/index.ts': `import { a } from '@rollcall/sql'\nimport { Hono } from 'hono'\nexport const h = [a, Hono]\n`,
  'packages/server/src/main.ts': `console.log(process.env.PORT)\n`,
  'packages/server/src/index.test.ts': `import { test } from 'vitest'\ntest(process.env.HOME ?? '', () => {})\n`,
  'apps/todo/web/package.json': manifest({ name: '@rollcall/todo-web' }),
  'apps/todo/web/src/features/todos/list.tsx': `import { Add } from './add.js'\nexport const List = () => <Add />\n`,
  'apps/todo/web/src/features/todos/add.tsx': `export const Add = () => <p>import '../people/people.js'</p>\n`,
  'apps/todo/web/src/features/people/people.ts': `export const people = 1\n`,
}

function manifest(content: object): string {
  return JSON.stringify(content)
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function breaksWith(changed: Readonly<Record<string, string>>): readonly string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'layers-'))
  folders.push(root)
  for (const [file, text] of Object.entries({ ...sound, ...changed })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }
  return findLayerBreaks(readWorkspace(root)).map(
    ({ file, line, message }) => `${file}${line === undefined ? '' : `:${line}`} ${message}`,
  )
}

test('nothing is found in a workspace that keeps to its layers', () => {
  expect(breaksWith({})).toEqual([])
})

const faults: readonly (readonly [string, string, string, string])[] = [
  [
    'a layer of the engine imports one above it, for a type',
    'packages/scim/src/filter/filter.ts',
    `\nexport type { t } from '../discovery/schemas.js'`,
    `packages/scim/src/filter/filter.ts:2 'filter' imports 'discovery' (discovery/schemas.ts), which is not below it.`,
  ],
  [
    'a layer of the engine imports one above it, dynamically',
    'packages/scim/src/schema/schema.ts',
    `export const late = import('../discovery/schemas.js')`,
    `packages/scim/src/schema/schema.ts:1 'schema' imports 'discovery' (discovery/schemas.ts), which is not below it.`,
  ],
  [
    'two layers side by side import each other',
    'packages/scim/src/discovery/schemas.ts',
    `export type T = import('../operations/query.js').Q`,
    `packages/scim/src/discovery/schemas.ts:1 'discovery' imports 'operations' (operations/query.ts), which is not below it.`,
  ],
  [
    'the port imports a backend',
    'packages/scim/src/storage/resource-view.ts',
    `export type { Memory } from './memory-storage.js'`,
    `packages/scim/src/storage/resource-view.ts:1 'storage' imports 'memory-storage' (storage/memory-storage.ts), which is not below it.`,
  ],
  [
    'the engine needs its entitlements',
    'packages/scim/src/index.ts',
    `export * from './entitlements/catalogue.js'`,
    `packages/scim/src/index.ts:1 imports 'entitlements': only the entry entitlements.ts does.`,
  ],
  [
    'HTTP imports the entitlements',
    'packages/scim/src/http/handler.ts',
    `import type { C } from '../entitlements/catalogue.js'\nexport type H = C`,
    `packages/scim/src/http/handler.ts:1 'http' imports 'entitlements' (entitlements/catalogue.ts), which is not below it.`,
  ],
  [
    'a file of the engine is in no layer',
    'packages/scim/src/utils.ts',
    `import { text } from './scim-error.js'\nexport const t = text`,
    `packages/scim/src/utils.ts:1 belongs to no layer in tools/engine-layers.ts.`,
  ],
  [
    'the engine imports a module of Node',
    'packages/scim/src/scim-error.ts',
    `import { readFileSync } from 'node:fs'\nexport const text = readFileSync`,
    `packages/scim/src/scim-error.ts:1 imports 'node:fs': the engine runs wherever Request and Response do.`,
  ],
  [
    'a package imports another one by a relative path',
    'packages/sql/src/read.ts',
    `export { text as read } from '../../scim/src/scim-error.js'`,
    `packages/sql/src/read.ts:1 imports '../../scim/src/scim-error.js', which is outside its package.`,
  ],
  [
    'a package reaches into another one',
    'packages/sql/src/read.ts',
    `export { text as read } from '@rollcall/scim/dist/scim-error.js'`,
    `packages/sql/src/read.ts:1 imports '@rollcall/scim/dist/scim-error.js', which '@rollcall/scim' does not export.`,
  ],
  [
    'an import is not declared',
    'packages/sql/src/read.ts',
    `export { Hono as read } from 'hono'`,
    `packages/sql/src/read.ts:1 imports 'hono', which its package.json does not declare.`,
  ],
  [
    'code that is shipped imports what only tests may',
    'packages/server/src/main.ts',
    `import 'vitest'`,
    `packages/server/src/main.ts:1 imports 'vitest', which its package.json does not declare.`,
  ],
  [
    'a dependency is imported by nothing',
    'packages/server/src/index.ts',
    `import { a } from '@rollcall/sql'\nexport const h = a`,
    `packages/server/package.json declares 'hono', which nothing imports.`,
  ],
  [
    'two files import each other',
    'packages/sql/src/read.ts',
    `import { a } from './index.js'\nexport const read = a`,
    `packages/sql/src/index.ts imports itself in a circle: index.ts → read.ts → index.ts.`,
  ],
  [
    'a feature imports another',
    'apps/todo/web/src/features/todos/add.tsx',
    `import { people } from '../people/people.js'\nexport const Add = () => <p>{people}</p>`,
    `apps/todo/web/src/features/todos/add.tsx:1 the feature 'todos' imports the feature 'people'.`,
  ],
  [
    'settings are read in the middle of things',
    'packages/sql/src/read.ts',
    `export const read = process.env.DATABASE`,
    `packages/sql/src/read.ts:1 reads process.env: only main.ts does, and hands on what it read.`,
  ],
  [
    'settings are read by another name',
    'packages/sql/src/read.ts',
    `const { env } = process\nexport const read = env`,
    `packages/sql/src/read.ts:1 reads process.env: only main.ts does, and hands on what it read.`,
  ],
]

test.each(faults)('found, and nothing else: %s', (_, file, text, finding) => {
  expect(breaksWith({ [file]: text })).toEqual([finding])
})

test('what a declared package needs beside it is not unused', () => {
  const found = breaksWith({
    'packages/server/package.json': manifest({
      name: '@rollcall/server',
      dependencies: { '@rollcall/sql': '0.1.0', hono: '4', 'node-adapter': '1' },
      devDependencies: { vitest: '4' },
    }),
    'packages/server/src/main.ts': `import 'node-adapter'`,
    'packages/server/src/index.ts': `import { a } from '@rollcall/sql'\nexport const h = a`,
    'node_modules/node-adapter/package.json': manifest({ peerDependencies: { hono: '4' } }),
  })
  expect(found).toEqual([])
})

test('a package may not import one above it, even when it declares it', () => {
  const found = breaksWith({
    'packages/scim/package.json': manifest({
      name: '@rollcall/scim',
      exports: { '.': './dist/index.js' },
      dependencies: { '@rollcall/sql': '0.1.0' },
    }),
    'packages/scim/src/scim-error.ts': `export { a as text } from '@rollcall/sql'`,
  })
  expect(found).toEqual([
    `packages/scim/src/scim-error.ts:1 imports '@rollcall/sql', which is not below '@rollcall/scim'.`,
  ])
})

test('the pages import types of the API, and nothing that runs', () => {
  const api = {
    'package.json': manifest({
      workspaces: ['packages/scim', 'packages/sql', 'packages/server', 'apps/todo/api', 'apps/todo/web'],
    }),
    'apps/todo/api/package.json': manifest({
      name: '@rollcall/todo-api',
      exports: { './contract': './dist/contract.js' },
    }),
    'apps/todo/web/package.json': manifest({
      name: '@rollcall/todo-web',
      dependencies: { '@rollcall/todo-api': '0.1.0' },
    }),
  }
  const page = 'apps/todo/web/src/features/people/people.ts'
  expect(breaksWith({ ...api, [page]: `export type { P } from '@rollcall/todo-api/contract'` })).toEqual([])
  expect(breaksWith({ ...api, [page]: `export { P } from '@rollcall/todo-api/contract'` })).toEqual([
    `${page}:1 imports more than types from '@rollcall/todo-api/contract'.`,
  ])
})
