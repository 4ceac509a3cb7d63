import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findConstraintNames } from './find-constraint-names.js'

const packages = path.join(import.meta.dirname, '../../..')

test.each(['sql/src', 'server/src'])('nothing in packages/%s reads a constraint’s name', (folder) => {
  const files = readdirSync(path.join(packages, folder), { recursive: true, encoding: 'utf8' }).filter(isSource)
  expect(files.length).toBeGreaterThan(40)
  const found = files.flatMap((file) =>
    findConstraintNames(readFileSync(path.join(packages, folder, file), 'utf8')).map((line) => `${file}: ${line}`),
  )
  expect(found).toEqual([])
})

function isSource(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.test.ts')
}

test.each([
  "if (error.constraint === 'edges_pkey') throw taken",
  'const name = error?.constraint',
  "const name = error['constraint']",
  'const { code, constraint } = error',
  'const { constraint: name } = error',
  "if ('constraint' in error) throw taken",
  "if (error.message.includes('unique_values_pkey')) throw taken",
])('a planted check is found: %s', (line) => {
  expect(findConstraintNames(`function f() {\n  ${line}\n}`)).toEqual([`  ${line}`])
})

test.each([
  "if (error.code === '23505') throw taken",
  'function constraintsOf({ constraints }: Options) { return options.constraints }',
  '// Never by a constraint: its name is a shard’s.',
])('what reads none is passed over: %s', (line) => {
  expect(findConstraintNames(line)).toEqual([])
})
