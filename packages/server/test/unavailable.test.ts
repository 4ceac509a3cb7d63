import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { holdFile } from '@rollcall/sql/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isOnPostgres } from './database-place.js'
import { patchBody, userBody } from './open-rollcall.js'
import { openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

const bin = path.resolve(import.meta.dirname, '../bin/rollcall.js')

describe.skipIf(isOnPostgres)('A file that another process holds', () => {
  test('is 503 with Retry-After on each write, and on no read; nothing is half written, and then all goes on', async () => {
    const { file, organisation, rollcall, failures } = await openServer({ databaseBusyTimeoutMs: 50 })
    const { client } = await organisation('a.example')
    const { id } = (await client('POST', '/Users', { body: userBody('a@a.example') })).body
    const letGo = holdFile(file)
    const patch = { body: patchBody({ op: 'replace', path: 'title', value: 'Operator' }) }
    const refused = await Promise.all([
      client('POST', '/Users', { body: userBody('b@a.example') }),
      client('PATCH', `/Users/${id}`, patch),
      client('DELETE', `/Users/${id}`),
    ])
    for (const { status, headers, body } of refused) {
      expect([status, Number(headers['retry-after']) >= 1, body.status]).toEqual([503, true, '503'])
    }
    const bulk = { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: [bulkPost] }
    const { Operations } = (await client('POST', '/Bulk', { body: bulk })).body
    expect(Operations[0].status).toBe('503')
    expect((await client('GET', `/Users/${id}`)).body.title).toBeUndefined()
    expect((await client('GET', '/Users')).body.totalResults).toBe(1)
    letGo()
    expect((await client('PATCH', `/Users/${id}`, patch)).body).toMatchObject({ title: 'Operator' })
    expect((await client('POST', '/Users', { body: userBody('b@a.example') })).status).toBe(201)
    expect(failures.filter((error) => !String(error).includes('busy'))).toEqual([])
    expect(await rollcall.tenants.exists('a.example')).toBe(true)
  })
})

const bulkPost = { method: 'POST', path: '/Users', bulkId: 'c', data: userBody('c@a.example') }

describe.skipIf(isOnPostgres)('A disk that takes no more', () => {
  test.runIf(canMount())(
    'that is full is 503 on writes and on no read, loses nothing, and is made good',
    async () => {
      const folder = await mountSmall()
      const { organisation, failures, file } = await openServer({ database: path.join(folder, 'rollcall.db') })
      const { client } = await organisation('a.example')
      const made: string[] = []
      await writeFile(path.join(folder, 'ballast'), 'x'.repeat(1_000_000))
      const refused = await fill(client, made)
      expect(refused.status).toBe(503)
      expect(refused.headers['retry-after']).toBe('30')
      expect(refused.body.detail).toContain('no room')
      expect((await client('GET', `/Users/${made[0]}`)).status).toBe(200)
      expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(made.length)
      expect(failures.length).toBeGreaterThan(0)
      await rm(path.join(folder, 'ballast'))
      expect((await client('POST', '/Users', { body: userBody('after@a.example') })).status).toBe(201)
      expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(made.length + 1)
      const verified = await rollcallIn(tmpdir(), { ROLLCALL_DATABASE: file })('db', 'verify')
      expect(verified).toEqual({ code: 0, out: '', err: '' })
    },
    60_000,
  )

  test('that fails in the middle of a write is 503, and leaves a database that agrees', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-limit-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const run = rollcallIn(folder)
    await run('tenant', 'create', 'a.example')
    const { key } = JSON.parse((await run('key', 'issue', 'a.example', '--json')).out)
    const { baseUrl, stop } = await serveLimited(folder)
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
    let count = 0
    let refused: Response | undefined
    while (!refused && count < 2_000) {
      const body = JSON.stringify(userBody(`u-${count}@a.example`, { title: 'x'.repeat(5_000) }))
      const response = await fetch(`${baseUrl}/Users`, { method: 'POST', headers, body })
      if (response.status === 201) count += 1
      else refused = response
    }
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '5'])
    const listed = await (await fetch(`${baseUrl}/Users?count=0`, { headers })).json()
    expect(listed).toMatchObject({ totalResults: count })
    await stop()
    expect(await run('db', 'verify')).toEqual({ code: 0, out: '', err: '' })
  }, 60_000)
})

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof openServer>>['organisation']>>['client']

/** Makes users until one is refused. */
async function fill(client: Client, made: string[]) {
  for (;;) {
    const body = userBody(`u-${made.length}@a.example`, { title: 'x'.repeat(5_000) })
    const answer = await client('POST', '/Users', { body })
    if (answer.status !== 201) return answer
    made.push(answer.body.id)
  }
}

/** A file system of its own needs a right that not everybody has; the limit of a file's size, which all can set, is below. */
function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && mounts(['-t', 'tmpfs', '-o', 'size=64k'])
}

function mounts(options: readonly string[]): boolean {
  const probe = path.join(tmpdir(), `rollcall-probe-${process.pid}`)
  try {
    execFileSync('mkdir', ['-p', probe])
    execFileSync('mount', [...options, 'tmpfs', probe], { stdio: 'ignore' })
    execFileSync('umount', [probe])
    return true
  } catch {
    return false
  } finally {
    execFileSync('rmdir', [probe])
  }
}

async function mountSmall(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-full-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  onTestFinished(async () => {
    // Lazily: the database is closed by another of these.
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

/** A server none of whose files may be longer than two megabytes: a write that goes on is an error of the disk. */
async function serveLimited(folder: string) {
  const words = `ulimit -f 2048; exec '${process.execPath}' '${bin}' serve --port 0 --json`
  const server = spawn('bash', ['-c', words], { cwd: folder, env: { PATH: process.env.PATH ?? '' } })
  onTestFinished(() => void server.kill('SIGKILL'))
  let out = ''
  server.stdout.on('data', (chunk) => {
    out += chunk
  })
  server.stderr.resume()
  await expect.poll(() => out, { timeout: 15_000 }).toContain('\n')
  const { baseUrl } = JSON.parse(out.split('\n')[0] ?? '') as { readonly baseUrl: string }
  return {
    baseUrl,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
    },
  }
}
