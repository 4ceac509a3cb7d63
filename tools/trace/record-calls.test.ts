import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
// The built one: node loads it, and what it loads, without vitest.
import { recordCalls } from '../dist/trace/record-calls.js'
import { renderTrace, traceDifferences, withTrace } from './trace-page.js'

const folder = mkdtempSync(path.join(import.meta.dirname, '../dist/recorded-'))
afterAll(() => rmSync(folder, { recursive: true }))

const recorder = pathToFileURL(path.join(import.meta.dirname, '../dist/trace/call-recorder.js')).href

function plant(middle: string): string {
  const files = {
    'packages/app/dist/enter.js': `import { middle } from './deep/middle.js'
      export async function enter() { await null; return middle() }`,
    'packages/app/dist/deep/middle.js': middle,
    'packages/store/dist/store.js': `import { Worker } from 'node:worker_threads'
      export function openStore() {
        const worker = new Worker(new URL('./writer.js', import.meta.url))
        const write = () => new Promise((resolve) => { worker.once('message', resolve); worker.postMessage('write') })
        return { write, close: () => worker.terminate() }
      }`,
    'packages/store/dist/writer.js': `import { parentPort } from 'node:worker_threads'
      import { apply } from './apply.js'
      parentPort.on('message', () => parentPort.postMessage(apply()))`,
    'packages/store/dist/apply.js': 'export function apply() { return 1 }',
    'script.js': `import { startRecording, stopRecording } from '${recorder}'
      import { enter } from './packages/app/dist/enter.js'
      import { store } from './packages/app/dist/deep/middle.js'
      await enter(); startRecording(); await enter()
      process.stdout.write(JSON.stringify(stopRecording()))
      await store.close()`,
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return path.join(folder, 'script.js')
}

const direct = `import { openStore } from '../../../store/dist/store.js'
  export const store = openStore()
  export function middle() { return store.write() }`

test('what is entered is told in order, below its caller across awaits, worker threads last', async () => {
  const recording = await recordCalls(plant(direct))
  expect(renderTrace(recording).split('\n')).toEqual([
    'packages/app/src/enter.ts          enter',
    '  packages/app/src/deep/middle.ts  middle',
    '    packages/store/src/store.ts    write',
    'in the writer thread:',
    '  packages/store/src/apply.ts      apply',
  ])
})

test('a page is stale once a call takes another way, and true again when it is written', async () => {
  const page = '# Architecture\n\n<!-- trace:start -->\n<!-- trace:end -->\n\nAfter.\n'
  const written = withTrace(page, renderTrace(await recordCalls(plant(direct)))) ?? ''
  const detour = `${direct.replace('return store.write()', 'audit(); return store.write()')}\nexport function audit() {}`
  const trace = renderTrace(await recordCalls(plant(detour)))
  expect(traceDifferences(written, trace)).toEqual([
    '-   packages/app/src/deep/middle.ts  middle',
    '+   packages/app/src/deep/middle.ts  middle, audit',
  ])
  const mended = withTrace(written, trace) ?? ''
  expect(traceDifferences(mended, trace)).toEqual([])
  expect(mended.endsWith('<!-- trace:end -->\n\nAfter.\n')).toBe(true)
})

test('two lines that changed places are a difference', () => {
  const page = withTrace('<!-- trace:start --><!-- trace:end -->', 'a.ts  a\nb.ts  b') ?? ''
  expect(traceDifferences(page, 'b.ts  b\na.ts  a')).not.toEqual([])
})

test('a script that fails is not taken for an empty trace', async () => {
  const script = path.join(folder, 'fails.js')
  writeFileSync(script, `throw new Error('it did not start')`)
  await expect(recordCalls(script)).rejects.toThrow('it did not start')
})

test('a page without markers is told apart from a true one', () => {
  expect(withTrace('# Architecture', 'x')).toBeUndefined()
})
