import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '../refusal.js'
import { readConfiguration } from './read-configuration.js'

const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-configuration-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(content: string): string {
  const file = path.join(folder, `${Math.random()}.json`)
  writeFileSync(file, content)
  return file
}

test('nothing need be set', () => {
  expect(readConfiguration({ PATH: '/bin' })).toEqual({
    database: '.rollcall/rollcall.db',
    host: '127.0.0.1',
    port: 3333,
    trustForwarded: false,
    traceBodies: false,
    log: 'text',
  })
})

test('the environment is read, and wins over the file', () => {
  const file = fileOf('{"port": 4000, "publicUrl": "https://file.example", "trustForwarded": true}')
  expect(
    readConfiguration({ ROLLCALL_CONFIG: file, ROLLCALL_PORT: '5000', ROLLCALL_TRACE_BODIES: 'yes' }),
  ).toMatchObject({ port: 5000, publicUrl: 'https://file.example', trustForwarded: true, traceBodies: true })
})

test.each([
  ['an unknown name', { ROLLCALL_PROT: '1' }, "'ROLLCALL_PROT' is not a setting"],
  ['a value that does not fit', { ROLLCALL_PORT: 'many' }, 'ROLLCALL_PORT'],
  ['an unknown name in the file', { ROLLCALL_CONFIG: fileOf('{"prot": 1}') }, 'prot'],
  ['a file that is not there', { ROLLCALL_CONFIG: path.join(folder, 'none.json') }, 'cannot be read'],
  ['a file that is not JSON', { ROLLCALL_CONFIG: fileOf('port: 1') }, 'does not hold a JSON object'],
  ['a public URL of another scheme', { ROLLCALL_PUBLIC_URL: 'javascript:alert(1)' }, 'ROLLCALL_PUBLIC_URL'],
])('%s is refused by its name', (_name, environment, message) => {
  expect(() => readConfiguration(environment)).toThrow(Refusal)
  expect(() => readConfiguration(environment)).toThrow(message)
})

test('a database may be a URL with settings of its own; a password in the file is refused, and not said', () => {
  const url = 'postgres://ada:s3cret@db.example/app'
  const environment = { ROLLCALL_DATABASE: url, ROLLCALL_DATABASE_POOL_SIZE: '20', ROLLCALL_DATABASE_REPLICA: url }
  expect(readConfiguration(environment)).toMatchObject({ database: url, databasePoolSize: 20, databaseReplica: url })
  const file = fileOf(JSON.stringify({ database: url }))
  expect(() => readConfiguration({ ROLLCALL_CONFIG: file })).toThrow('set ROLLCALL_DATABASE.')
  expect(() => readConfiguration({ ROLLCALL_CONFIG: file })).not.toThrow('s3cret')
  expect(() => readConfiguration({ ROLLCALL_DATABASE_POOL_SIZE: '0' })).toThrow('ROLLCALL_DATABASE_POOL_SIZE')
})

test('what tests are told is not ours', () => {
  expect(() => readConfiguration({ ROLLCALL_TEST_POSTGRES_URL: 'postgres://localhost' })).not.toThrow()
})
