import { readdirSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { linesOf, openImport } from './import-file.js'
import { groupBody, openRollcall, userBody } from './open-rollcall.js'

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels)
}

test('a line that no program expects is refused, and takes no other with it', async () => {
  const { load } = await openImport()
  const lines = [
    '{"schemas": [{"toString": 1, "valueOf": 1}], "userName": "a"}',
    `{"schemas": [${nested(50_000)}], "userName": "b"}`,
    `{"schemas": [${nested(65)}], "userName": "c"}`,
    ...linesOf(userBody('last')).split('\n'),
  ]
  const { report, failures } = await load('all.jsonl', lines.join('\n'))
  expect(report).toMatchObject({ created: 1, failed: 3 })
  expect(failures.map(({ line, reason }) => [line, reason])).toEqual([
    [1, expect.stringMatching(/^The line does not say what it is/)],
    [2, 'The line has more than 64 arrays and objects within each other.'],
    [3, 'The line has more than 64 arrays and objects within each other.'],
  ])
})

test('the external id of a group is found in the file whatever its case', async () => {
  const { client, load } = await openImport()
  const lines = linesOf(groupBody('Outer', { members: [{ value: 'in' }] }), groupBody('Inner', { EXTERNALID: 'in' }))
  expect((await load('all.jsonl', lines)).report).toMatchObject({ created: 2, failed: 0 })
  const { body } = await client('GET', '/Groups?filter=displayName eq "Outer"')
  expect(body.Resources[0].members).toHaveLength(1)
})

test('one file is imported once at a time, and a dry run beside it disturbs nothing', async () => {
  const { client, rollcall, folder } = await openImport()
  const file = path.join(folder, 'all.jsonl')
  await writeFile(file, linesOf(...Array.from({ length: 500 }, (_, index) => userBody(`u${index}`))))
  const directory = rollcall.ofTenant('gridco.example')
  const all = await Promise.allSettled([
    directory.importResources(file),
    directory.importResources(file),
    directory.importResources(file, { dryRun: true }),
  ])
  const refused = all.filter((each) => each.status === 'rejected')
  expect(refused.map(({ reason }) => String(reason))).toEqual([expect.stringContaining('is being imported already')])
  expect(all.filter((each) => each.status === 'fulfilled' && !each.value.dryRun)).toMatchObject([
    { value: { created: 500, skipped: 0, failed: 0 } },
  ])
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(500)
})

test('an import that was broken off is not finished in another database', async () => {
  const { folder, load } = await openImport()
  const other = await openRollcall({ now: () => Date.now() + 1000 })
  await other.rollcall.tenants.create('gridco.example')
  const lines = linesOf(userBody('a'), userBody('b'))
  expect((await load('all.jsonl', lines, { signal: AbortSignal.abort() })).report.kind).toBe('stopped')
  const importing = other.rollcall.ofTenant('gridco.example').importResources(path.join(folder, 'all.jsonl'))
  await expect(importing).rejects.toThrow('was to do something else')
})

test('what is written beside the input, only its owner reads', async () => {
  const { folder, load } = await openImport()
  const stopping = new AbortController()
  const lines = linesOf(userBody(''), ...Array.from({ length: 300 }, (_, index) => userBody(`u${index}`)))
  await load('all.jsonl', lines, { signal: stopping.signal, progress: () => stopping.abort() })
  const beside = readdirSync(folder).filter((name) => name.startsWith('all.jsonl.'))
  expect(beside.sort()).toEqual(['all.jsonl.failed.jsonl', 'all.jsonl.rollcall-import.json'])
  for (const name of beside) expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0)
})
