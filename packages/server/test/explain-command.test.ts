import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isOnPostgres } from './database-place.js'
import { openRollcall, organisation, userBody } from './open-rollcall.js'
import { rollcallIn } from './run-rollcall.js'

const tank = 'tank@gridco.example'

/** A server with somebody whose name must not be printed. */
async function filled() {
  const { rollcall, file, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco.example')
  const emails = [{ type: 'work', value: tank, primary: true }]
  const body = userBody(tank, { active: true, displayName: 'Tank Dozer', emails, externalId: 'x-1' })
  await client('POST', '/Users', { body })
  return { client, run: rollcallIn(folder, { ROLLCALL_DATABASE: file }) }
}

test('the example of docs/databases.md is what the command prints', async () => {
  const page = await readFile(path.resolve(import.meta.dirname, '../../../docs/databases.md'), 'utf8')
  const [, filter = '', shown = ''] =
    /explain gridco\.example '([^\n]+)'\n```\n\n```text\n([\s\S]*?)```/.exec(page) ?? []
  expect(shown).toContain('begins with')
  const { run } = await filled()
  const { code, out, err } = await run('explain', 'gridco.example', filter)
  expect([code, err, out.slice(0, shown.length)]).toEqual([0, '', shown])
})

test('explain says what has no index, and that the order is made of documents', async () => {
  const { run } = await filled()
  const filter = 'userName eq "x" and emails[display eq "y"]'
  const { out } = await run('explain', 'gridco.example', filter, '--sort', 'groups.display')
  expect(out).toContain('\n  decided by SQL: userName eq ?\n  rechecked on documents: emails[display eq ?]\n')
  expect(out).toContain('\n  put in order by reading every match\n')
})

test('explain says what could be indexed, and the command that does', async () => {
  const { run } = await filled()
  const filter = 'phoneNumbers[type eq "work" and value eq "x"] and locale eq "y" and userName pr'
  const { out } = await run('explain', 'gridco.example', filter, '--sort', 'timezone')
  const names = 'phoneNumbers.type phoneNumbers.value locale timezone'
  expect(out).toContain(`\n  not indexed: what does is 'rollcall index add gridco.example User ${names}'\n`)
  expect((await run('explain', 'gridco.example', 'title pr and roles.value eq "x"')).out).not.toContain('not indexed')
})

test('explain prints no value, and with --json only what is bound', async () => {
  const { run } = await filled()
  const filter = `userName eq "${tank}" or externalId eq "x-1" or meta.created gt "2026-01-02T03:04:05Z"`
  const { out } = await run('explain', 'gridco.example', filter)
  expect(out).not.toMatch(/tank|x-1|2026|1767323045000/)
  const told = JSON.parse((await run('explain', 'gridco.example', filter, '--json')).out)
  const { statements, ...rest } = told
  expect(rest).toMatchObject({ database: isOnPostgres ? 'postgresql' : 'sqlite', runsApart: true, found: 1, total: 1 })
  const parameters = statements.flatMap((one: { readonly parameters: readonly unknown[] }) => one.parameters)
  expect(parameters).toEqual(expect.arrayContaining([tank, 'x-1', 1767323045000]))
  const unbound = statements.map((one: object) => ({ ...one, parameters: [] }))
  expect(JSON.stringify([rest, unbound])).not.toMatch(/tank|x-1|2026|1767323045000/)
})

test('explain shows the steps of each statement, and on PostgreSQL what they visited', async () => {
  const { run } = await filled()
  const { out } = await run('explain', 'gridco.example', 'externalId eq "x-1"', '--json')
  const { types, statements } = JSON.parse(out)
  expect(types).toEqual([
    {
      type: 'User',
      beginsWith: 'externalId eq ?',
      decided: ['externalId eq ?'],
      rechecked: [],
      order: 'database',
      notIndexed: [],
    },
  ])
  const [first] = statements
  expect(first.plan.join('\n')).toMatch(
    isOnPostgres ? /Scan of external_ids/ : /SEARCH x USING .*external_ids_by_value/,
  )
  expect(first.rowsVisited).toEqual(isOnPostgres ? expect.any(Number) : undefined)
})

test.each([
  ['an organisation that is not there', ['nope'], "There is no organisation 'nope'."],
  ['a type that is not there', ['gridco.example', '--type', 'Foo'], "'gridco.example' has no resource type 'Foo'"],
  ['a filter that is none', ['gridco.example', 'userName eq'], ''],
  ['no attribute', ['gridco.example', '--sort', 'userName pr or title'], "'userName pr or title' is not an attribute"],
])('explain refuses %s', async (_what, args, sentence) => {
  const { run } = await filled()
  const { code, out, err } = await run('explain', ...args)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(sentence)
  expect(err).not.toContain('bug')
})
