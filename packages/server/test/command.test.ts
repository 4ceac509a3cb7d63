import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createProgram, runCommand } from '../src/cli/run-command.js'
import { clientOf, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'
import { rollcallIn } from './run-rollcall.js'

const bin = path.resolve(import.meta.dirname, '../bin/rollcall.js')

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-command-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('an organisation and its key are made in an empty folder, and the key is printed once', async () => {
  const folder = await emptyFolder()
  const run = rollcallIn(folder)
  expect(await run('tenant', 'create', 'acme.example')).toMatchObject({
    code: 0,
    out: expect.stringContaining('rollcall key issue acme.example'),
  })
  expect(existsSync(path.join(folder, '.rollcall/rollcall.db'))).toBe(true)
  const issued = await run('key', 'issue', 'acme.example')
  expect(issued.out).toMatch(/rc_acme\.example_[\w-]{43}/)
  const { key, connection } = JSON.parse((await run('key', 'issue', 'acme.example', '--json')).out)
  expect(key).toMatch(/^rc_acme\.example_/)
  expect(connection).toMatch(/^[0-9a-f-]{36}$/)
  expect(JSON.parse((await run('tenant', 'list', '--json')).out)).toMatchObject([{ name: 'acme.example', people: 0 }])
  expect((await run('show', 'people')).out).toBe('Nobody is here yet.\n')
})

test('a key expires, is listed without itself, and is revoked beside a running server', async () => {
  const { rollcall, file, folder } = await openRollcall()
  await rollcall.tenants.create('a.example')
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: file })
  expect((await run('key', 'list', 'a.example')).out).toContain('rollcall key issue a.example')
  const { key, connection } = JSON.parse((await run('key', 'issue', 'a.example', '--expires', '90d', '--json')).out)
  const client = clientOf(rollcall, `Bearer ${key}`)
  expect((await client('GET', '/Users')).status).toBe(200)
  const [listed] = JSON.parse((await run('key', 'list', 'a.example', '--json')).out)
  expect(listed).toMatchObject({ connection, manner: 'compatible', dialect: 'okta' })
  expect(Date.parse(listed.expires) - Date.parse(listed.made)).toBeCloseTo(90 * 86_400_000, -4)
  const shown = (await run('key', 'list', 'a.example')).out
  expect(shown).toContain(listed.id)
  expect(shown).not.toContain(key.slice(-20))
  expect((await run('key', 'revoke', 'a.example', listed.id)).out).toContain('opens nothing any more')
  expect((await client('GET', '/Users')).status).toBe(401)
  expect(JSON.parse((await run('key', 'list', 'a.example', '--json')).out)[0].revoked).toMatch(/^\d{4}-.*Z$/)
  expect(await run('key', 'revoke', 'a.example', 'nothing')).toMatchObject({
    code: 1,
    err: expect.stringContaining("has no key 'nothing'"),
  })
})

test('a kind of entitlement is added to a running server by a command, discovered, granted and taken away', async () => {
  const { rollcall, file, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  const run = rollcallIn(folder, { ROLLCALL_DATABASE: file })
  const user = (await client('POST', '/Users', { body: userBody('x@a.example') })).body
  expect((await client('GET', '/Licenses')).status).toBe(404)

  const added = await run(
    'entitlement',
    'add',
    'a.example',
    'License',
    '--endpoint',
    '/Licenses',
    '--value',
    'pro=Pro seat',
    '--value',
    'basic',
  )
  expect(added).toMatchObject({ code: 0, err: '' })
  expect((await client('GET', '/Licenses')).body.Resources).toMatchObject([
    { id: 'pro', displayName: 'Pro seat', type: 'License' },
    { id: 'basic', displayName: 'basic' },
  ])
  const grant = patchBody({ op: 'add', path: 'entitlements', value: [{ value: 'pro', type: 'License' }] })
  const granted = await client('PATCH', `/Users/${user.id}`, { body: grant })
  expect(granted.body.entitlements).toEqual([{ value: 'pro', display: 'Pro seat', type: 'License' }])
  expect((await run('show', 'grants', '--tenant', 'a.example')).out).toContain('Pro seat')

  const held = await run('entitlement', 'remove', 'a.example', 'License')
  expect(held).toMatchObject({ code: 1, err: expect.stringContaining('rollcall show grants') })
  await client('PUT', `/Users/${user.id}`, { body: userBody('x@a.example', { entitlements: [] }) })
  expect((await run('entitlement', 'remove', 'a.example', 'License')).code).toBe(0)
  expect((await client('GET', '/Licenses')).status).toBe(404)
})

test('a role, a strict connection and the tables of what is there', async () => {
  const { rollcall, file, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  const run = rollcallIn(folder)
  const at = ['--database', file]
  expect(
    (
      await run(
        'role',
        'add',
        'a.example',
        'reader',
        '--display',
        'Todo Reader',
        '--allows',
        'todo:audit',
        'todo:own',
        ...at,
      )
    ).code,
  ).toBe(0)
  const { key } = JSON.parse(
    (await run('key', 'issue', 'a.example', '--manner', 'strict', '--dialect', 'ietf', '--json', ...at)).out,
  )
  const strict = clientOf(rollcall, `Bearer ${key}`)
  expect((await strict('GET', '/Roles/reader')).body).toMatchObject({ display: 'Todo Reader' })
  const created = await client('POST', '/Users', {
    body: userBody('x@a.example', { displayName: 'Ex \u001b[31m', roles: [{ value: 'reader' }] }),
  })
  await client('POST', '/Groups', { body: { displayName: 'Sales', members: [{ value: created.body.id }] } })
  await rollcall.close()

  const people = await run('show', 'people', ...at)
  expect(people.out).toContain('x@a.example')
  expect(people.out).toContain('Todo Reader')
  expect(people.out).not.toContain('\u001b')
  expect(JSON.parse((await run('show', 'groups', '--json', ...at)).out)).toMatchObject([
    { displayName: 'Sales', members: 1 },
  ])
  expect(JSON.parse((await run('show', 'roles', '--json', ...at)).out)).toMatchObject([
    { organisation: 'a.example', kind: 'Role', value: 'reader', allows: ['todo:audit', 'todo:own'], holders: 1 },
  ])
  expect(JSON.parse((await run('show', 'grants', '--json', ...at)).out)).toMatchObject([
    { value: 'reader', name: 'Todo Reader' },
  ])
  const requests = JSON.parse((await run('show', 'requests', '--json', '--limit', '2', ...at)).out)
  expect(requests.map(({ method, path, status }: Record<string, unknown>) => [method, path, status])).toEqual([
    ['POST', '/scim/v2/Users', 201],
    ['POST', '/scim/v2/Groups', 201],
  ])
  expect(JSON.parse((await run('db', 'status', '--json', ...at)).out)).toMatchObject({ pending: [] })
}, 40_000)

test('what goes wrong says what to do next, and the exit code tells a script', async () => {
  const folder = await emptyFolder()
  const run = rollcallIn(folder)
  const cases: readonly (readonly [readonly string[], number, string])[] = [
    [['show', 'people'], 1, 'rollcall tenant create'],
    [['tenant', 'create', 'Big Corp'], 1, "'Big Corp' cannot name an organisation"],
    [['tenant', 'crate', 'x.example'], 2, "unknown command 'crate'"],
  ]
  for (const [args, code, message] of cases) {
    expect.soft([args, await run(...args)]).toEqual([args, { code, out: '', err: expect.stringContaining(message) }])
  }
  expect(existsSync(path.join(folder, '.rollcall'))).toBe(false)
})

test.each([
  ['db status', {}, 1, "There is no database 'none.db'"],
  ['key issue', {}, 2, "missing required argument 'tenant'"],
  ['key issue x.example --manner lax', {}, 2, 'compatible, strict'],
  ['key issue x.example --expires soon', {}, 2, 'Write it as 90d or 12h.'],
  ['key revoke x.example', {}, 2, "missing required argument 'id'"],
  ['entitlement add x.example License --value a', {}, 2, "'--endpoint <path>'"],
  ['entitlement add x.example License --endpoint /L --value a --value a', {}, 2, "'a' is given twice"],
  ['tenant list --nothing', {}, 2, "unknown option '--nothing'"],
  ['serve --port many', {}, 1, 'ROLLCALL_PORT'],
  ['show people --limit 0', {}, 1, "'--limit' is a whole number above 0"],
  ['tenant list', { ROLLCALL_DATABSE: 'x' }, 1, "'ROLLCALL_DATABSE' is not a setting"],
])("'rollcall %s' is refused in a sentence", async (line, environment, code, message) => {
  let err = ''
  const terminal = {
    environment: { ROLLCALL_DATABASE: 'none.db', ...environment },
    out: () => {},
    err: (text: string) => {
      err += text
    },
    stopped: async () => {},
  }
  expect(await runCommand(line.split(' '), terminal)).toBe(code)
  expect(err).toContain(message)
})

test('every command has help with an example', () => {
  const program = createProgram({ environment: {}, out: () => {}, err: () => {}, stopped: async () => {} })
  const commands = [program, ...program.commands.flatMap((command) => [command, ...command.commands])]
  expect(commands.length).toBeGreaterThan(20)
  for (const command of commands) {
    let help = ''
    const writeOut = (text: string) => {
      help += text
    }
    command.configureOutput({ writeOut }).outputHelp()
    expect.soft([command.name(), help]).toEqual([command.name(), expect.stringContaining('Example:\n  rollcall')])
  }
})

test('the server answers, tells its health, and stops when it is told to', async () => {
  const folder = await emptyFolder()
  const run = rollcallIn(folder)
  await run('tenant', 'create', 'a.example')
  const { key } = JSON.parse((await run('key', 'issue', 'a.example', '--json')).out)
  const env = { PATH: process.env.PATH ?? '' }
  const server = spawn(process.execPath, [bin, 'serve', '--port', '0', '--json', '--log', 'json'], { cwd: folder, env })
  onTestFinished(() => void server.kill('SIGKILL'))
  let out = ''
  server.stdout.on('data', (chunk) => {
    out += chunk
  })
  await expect.poll(() => out, { timeout: 15_000 }).toContain('\n')
  const { baseUrl } = JSON.parse(out.split('\n')[0] ?? '')
  expect(await (await fetch(new URL('/healthz', baseUrl))).json()).toEqual({ status: 'ok' })
  const headers = { authorization: `Bearer ${key}` }
  expect((await fetch(`${baseUrl}/Users?filter=userName eq "a"`, { headers })).status).toBe(200)
  expect((await fetch(`${baseUrl}/Users`)).status).toBe(401)
  const exit = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  expect(await exit).toBe(0)
  expect(JSON.parse(out.split('\n')[1] ?? '')).toMatchObject({
    tenant: 'a.example',
    path: '/scim/v2/Users?filter=userName eq "…"',
    status: 200,
  })
  expect(out).not.toContain(key)
  expect(JSON.parse((await run('show', 'requests', '--json')).out)).toMatchObject([{ status: 200 }])
}, 40_000)
