import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningTodo, removeTemporaryDatabases, startTodo } from './start-todo.js'

let webRoot: string
let todo: RunningTodo

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'todo-web-'))
  todo = await startTodo({ webRoot })
})

afterAll(async () => {
  await todo.stop()
  await removeTemporaryDatabases()
  await rm(webRoot, { recursive: true, force: true })
})

const get = (path: string) => todo.browser().get(path)

test('pages that are not built say how to build them', async () => {
  const answer = await get('/')
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('npm run build')
})

test('2D: every page is the web app, also when it is loaded anew', async () => {
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Todo</title>')
  for (const path of ['/', '/todos', '/profile', '/organisation/people', '/sign-in?from=%2Fprofile']) {
    const { status, headers, text } = await get(path)
    expect({ path, status, text }).toEqual({ path, status: 200, text: '<!doctype html><title>Todo</title>' })
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-cache')
  }
})

test('assets are kept by browsers for good, other files are asked for again', async () => {
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'assets', 'index-4f2a.js'), 'export {}')
  await writeFile(join(webRoot, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const asset = await get('/assets/index-4f2a.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/)
  expect((await get('/mark.svg')).headers.get('cache-control')).toBe('no-cache')
})

test('a file that is not there is not a page', async () => {
  for (const path of [
    '/assets/index-old.js',
    '/assets/',
    '/favicon.ico',
    '/.env',
    '/index.php',
    '/assets/..%2fassets/no.js',
  ]) {
    const { status, text } = await get(path)
    expect({ path, status, text }).toEqual({ path, status: 404, text: 'There is no such file.\n' })
  }
})

test('nothing outside the build is served', async () => {
  await writeFile(join(webRoot, '..', 'todo-secret.txt'), 'secret')
  try {
    for (const path of ['/..%2ftodo-secret.txt', '/%2e%2e/todo-secret.txt', '/assets/..%2f..%2ftodo-secret.txt']) {
      const { status, text } = await get(path)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(text).not.toContain('secret\n')
      expect(text).not.toBe('secret')
    }
  } finally {
    await rm(join(webRoot, '..', 'todo-secret.txt'))
  }
})
