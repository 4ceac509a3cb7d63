import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { linesOf, openImport } from './import-file.js'
import { groupBody, organisation, userBody } from './open-rollcall.js'

test('a CSV file of people: each is what a POST would have made of them', async () => {
  const { client, load } = await openImport()
  const { report, failures } = await load(
    'people.csv',
    [
      'userName,externalId,name.givenName,emails[type eq "work"].value,active,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
      'tank@gridco.example,7,Tank,tank@mail.example,true,Operations',
      'dozer@gridco.example,8,"Doz,er",,false,',
      '',
    ].join('\r\n'),
  )
  expect(failures).toEqual([])
  expect(report).toMatchObject({ kind: 'done', created: 2, replaced: 0, skipped: 0, failed: 0, failures: undefined })
  const { body } = await client('GET', '/Users?sortBy=userName')
  expect(body.Resources).toMatchObject([
    { userName: 'dozer@gridco.example', externalId: '8', name: { givenName: 'Doz,er' }, active: false },
    {
      userName: 'tank@gridco.example',
      externalId: '7',
      active: true,
      emails: [{ type: 'work', value: 'tank@mail.example' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Operations' },
      meta: { version: expect.stringMatching(/^W\/"1\./) },
    },
  ])
  const found = await client('GET', '/Users?filter=emails.value eq "TANK@mail.example"')
  expect(found.body.totalResults).toBe(1)
})

test('a JSON Lines file of people and groups, in any order; members by userName, by externalId and by id', async () => {
  const { client, load } = await openImport()
  const { body: morpheus } = await client('POST', '/Users', { body: userBody('morpheus', { externalId: 'boss' }) })
  const { report, failures } = await load(
    'all.jsonl',
    linesOf(
      groupBody('All', { externalId: 'all', members: [{ value: 'crew' }, { value: 'boss' }] }),
      groupBody('Crew', { externalId: 'crew', members: [{ value: 'TANK' }, { value: 'x8' }, { value: morpheus.id }] }),
      { userName: 'tank', meta: { resourceType: 'User' } },
      userBody('dozer', { externalId: 'x8' }),
      groupBody('Nobody'),
    ),
  )
  expect(failures).toEqual([])
  expect(report).toMatchObject({ created: 5, failed: 0 })
  const { body } = await client('GET', '/Groups?sortBy=displayName')
  const displays = body.Resources.map((group: { displayName: string; members?: { display: string }[] }) => [
    group.displayName,
    (group.members ?? []).map(({ display }) => display).sort(),
  ])
  expect(displays).toEqual([
    ['All', ['Crew', 'morpheus']],
    ['Crew', ['dozer', 'morpheus', 'tank']],
    ['Nobody', []],
  ])
  expect(body.Resources[0].meta.version).toBe('W/"1"')
})

test('groups that contain each other are made as one; where one of them is wrong, none is', async () => {
  const { client, load } = await openImport()
  const circle = (name: string, to: string, more: object = {}) =>
    groupBody(name, { externalId: name, members: [{ value: to }], ...more })
  const good = await load(
    'a.jsonl',
    linesOf(circle('a', 'b'), circle('b', 'c'), circle('c', 'a'), circle('self', 'self')),
  )
  expect(good).toMatchObject({ report: { created: 4, failed: 0 }, failures: [] })
  const bad = await load('b.jsonl', linesOf(circle('d', 'e'), circle('e', 'd', { displayName: null }), groupBody('f')))
  expect(bad.report).toMatchObject({ created: 1, failed: 2 })
  expect(bad.failures.map(({ line }) => line)).toEqual([1, 2])
  const { body } = await client('GET', '/Groups?attributes=displayName&sortBy=displayName')
  expect(body.Resources.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
    'a',
    'b',
    'c',
    'f',
    'self',
  ])
})

test('a line that is refused does not take its neighbours with it, and is listed with the reason', async () => {
  const { client, folder, load, rollcall } = await openImport()
  await rollcall.tenants.addRole('gridco.example', 'todo-er', { display: 'Todo-er', allows: [] })
  const { report, failures } = await load(
    'people.jsonl',
    [
      ...Array.from({ length: 150 }, (_, index) => JSON.stringify(userBody(`u${index}`))),
      JSON.stringify(userBody('boss', { roles: [{ value: 'no-such-role' }], password: 'Zion101!' })),
      JSON.stringify(userBody('', {})),
      '{"userName": ',
      '[]',
      JSON.stringify({ schemas: ['urn:example:Spaceship'], displayName: 'Logos' }),
      JSON.stringify(groupBody('Crew', { members: [{ value: 'ghost' }] })),
      JSON.stringify(groupBody('Ships', { members: [{ display: 'nobody' }] })),
      JSON.stringify(userBody('last')),
    ].join('\n'),
  )
  expect(report).toMatchObject({ created: 151, failed: 7 })
  expect(failures.map(({ line, reason }) => [line, reason])).toEqual([
    [151, expect.stringContaining("'no-such-role'")],
    [152, "'userName' has no value."],
    [153, expect.stringContaining('not valid JSON')],
    [154, 'The line is not a JSON object.'],
    [155, expect.stringContaining('The line does not say what it is')],
    [156, "No resource has the id, userName or externalId 'ghost'."],
    [157, "A value of 'members' has no 'value'."],
  ])
  expect(report.failures).toBe(path.join(folder, 'people.jsonl.failed.jsonl'))
  const listed = (await readFile(report.failures ?? '', 'utf8')).trimEnd().split('\n')
  expect(listed.map((line) => JSON.parse(line))).toEqual(failures.map((failure) => JSON.parse(JSON.stringify(failure))))
  expect(listed.join()).not.toContain('Zion101!')
  expect(existsSync(path.join(folder, 'people.jsonl.rollcall-import.json'))).toBe(false)
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(151)
  expect((await client('GET', '/Groups?count=0')).body.totalResults).toBe(0)
})

test.each([
  ['skip', { created: 1, skipped: 3 }, 'Old'],
  ['replace', { created: 1, replaced: 3 }, 'Newest'],
  ['fail', { created: 1, failed: 3 }, 'Old'],
] as const)('who is there already, in the tenant or in the file: %s', async (onExisting, counts, title) => {
  for (const dryRun of [true, false]) {
    const { client, load } = await openImport()
    await client('POST', '/Users', { body: userBody('Tank@gridco.example', { title: 'Old' }) })
    const lines = linesOf(
      userBody('tank@GRIDCO.example', { title: 'New' }),
      userBody('dozer', { title: 'First' }),
      userBody('TANK@gridco.example', { title: 'Newest' }),
      userBody('Dozer', { title: 'Second' }),
    )
    const { report, failures } = await load('people.jsonl', lines, { onExisting, dryRun })
    expect(report).toMatchObject({ replaced: 0, skipped: 0, failed: 0, ...counts })
    for (const { reason } of failures) expect(reason).toBe("Another User has this 'userName' already.")
    if (dryRun) continue
    const { body } = await client('GET', '/Users?sortBy=userName')
    expect(body.Resources.map((user: { title: string }) => user.title)).toEqual([
      onExisting === 'replace' ? 'Second' : 'First',
      title,
    ])
  }
})

test('a dry run finds what an import would refuse, and writes nothing at all', async () => {
  const lines = linesOf(
    groupBody('Crew', { members: [{ value: 'tank' }, { value: 'ghost' }] }),
    groupBody('Ship', { externalId: 's', members: [{ value: 'x7' }, { value: 'fleet' }] }),
    groupBody('Fleet', { externalId: 'fleet', members: [{ value: 's' }] }),
    userBody('tank', { externalId: 'x7' }),
    userBody('dozer', { roles: ['no-such-role'] }),
    userBody('apoc', { active: 'maybe' }),
  )
  const outcomes = []
  for (const dryRun of [true, false]) {
    const { client, folder, load, rollcall } = await openImport()
    await rollcall.tenants.addRole('gridco.example', 'todo-er', { display: 'Todo-er', allows: [] })
    const { report, failures } = await load('all.jsonl', lines, { dryRun })
    const { ms: _, failures: list, dryRun: __, ...counts } = report
    outcomes.push({ counts, failures })
    if (!dryRun) continue
    expect(list).toBeUndefined()
    expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(0)
    expect((await client('GET', '/Groups?count=0')).body.totalResults).toBe(0)
    expect(existsSync(path.join(folder, 'all.jsonl.rollcall-import.json'))).toBe(false)
    expect(existsSync(path.join(folder, 'all.jsonl.failed.jsonl'))).toBe(false)
  }
  expect(outcomes[0]?.counts).toMatchObject({ created: 3, failed: 3 })
  expect(outcomes[1]).toEqual(outcomes[0])
})

test('external ids are those of the connection that is named, else of the oldest', async () => {
  const { rollcall, client, load } = await openImport()
  const other = await organisation(rollcall, 'gridco.example')
  await load('a.jsonl', linesOf(userBody('tank', { externalId: '7' })))
  await load('b.jsonl', linesOf(userBody('dozer', { externalId: '7' })), { connection: other.connection })
  const names = async (who: typeof client) =>
    (await who('GET', '/Users?filter=externalId eq "7"')).body.Resources.map(
      (user: { userName: string }) => user.userName,
    )
  expect(await names(client)).toEqual(['tank'])
  expect(await names(other.client)).toEqual(['dozer'])
  const { report } = await load('c.jsonl', linesOf(groupBody('g', { members: [{ value: '7' }] })), {
    connection: other.connection,
  })
  expect(report.created).toBe(1)
  expect((await client('GET', '/Groups')).body.Resources[0].members).toMatchObject([{ display: 'dozer' }])
})

test("a strict connection's file is read to the letter", async () => {
  const { rollcall, load } = await openImport()
  const strict = await rollcall.tenants.issueKey('gridco.example', { manner: 'strict' })
  const lines = linesOf(userBody('a', { active: 'True' }), userBody('b', { shoeSize: 43 }), userBody('c'))
  expect((await load('a.jsonl', lines)).report).toMatchObject({ created: 3 })
  const { report } = await load('b.jsonl', lines, { connection: strict.connection, onExisting: 'replace' })
  expect(report).toMatchObject({ replaced: 1, failed: 2 })
})

test.each([[true], [false]])('passwords are hashed or dropped, as the tenant is set: %s', async (passwords) => {
  const { rollcall, load } = await openImport({ passwords })
  const { report } = await load('people.csv', 'userName,password\ntank,Zion101!\ndozer,\n')
  expect(report.created).toBe(2)
  const user = await rollcall.ofTenant('gridco.example').authenticate('tank', 'Zion101!')
  expect(user?.userName).toBe(passwords ? 'tank' : undefined)
  expect(await rollcall.ofTenant('gridco.example').authenticate('dozer', '')).toBeUndefined()
})

test('where groups may share a name, they are told apart by their external ids', async () => {
  const { client, load } = await openImport({ duplicateGroupNames: true })
  const lines = linesOf(
    groupBody('Crew', { externalId: '1' }),
    groupBody('Crew', { externalId: '2' }),
    groupBody('Crew'),
  )
  expect((await load('a.jsonl', lines)).report).toMatchObject({ created: 3 })
  expect((await load('a.jsonl', lines)).report).toMatchObject({ created: 1, skipped: 2 })
  expect((await client('GET', '/Groups?count=0')).body.totalResults).toBe(4)
})

test("resources of the tenant's own types are imported too", async () => {
  const { rollcall, client, load } = await openImport()
  const schema = 'urn:example:schemas:Room'
  const attribute = { type: 'string', multiValued: false, required: true, uniqueness: 'server' }
  await rollcall.tenants.addSchema('gridco.example', {
    id: schema,
    name: 'Room',
    attributes: [{ name: 'number', ...attribute }],
  })
  await rollcall.tenants.addResourceType('gridco.example', { name: 'Room', endpoint: '/Rooms', schema })
  expect((await load('rooms.csv', 'number\n101\n102\n', { type: 'room' })).report).toMatchObject({ created: 2 })
  expect(
    (await load('rooms.jsonl', linesOf({ number: '102' }, { number: '103' }), { type: 'Room' })).report,
  ).toMatchObject({
    created: 1,
    skipped: 1,
  })
  expect((await client('GET', '/Rooms?count=0')).body.totalResults).toBe(3)
})

test.each([
  ['people.csv', 'userName,shoeSize\ntank,43\n', {}, "The column 'shoeSize' cannot be read"],
  ['people.csv', '', {}, 'is empty: its first line names the attributes'],
  [
    'people.csv',
    'userName\ntank\n',
    { type: 'Robot' },
    "There is no resource type 'Robot' here. There are: User, Group.",
  ],
  ['people.txt', 'tank', {}, 'say by --format what it is'],
  ['people.jsonl', '{}', { mapping: { a: 'userName' } }, 'A mapping is for the columns of a CSV file'],
  ['people.csv', 'userName\ntank\n', { connection: 'nothing' }, "'gridco.example' has no connection 'nothing'"],
])('%s with %j and %j is refused before anything is written', async (name, content, options, refusal) => {
  const { client, folder, load } = await openImport()
  await expect(load(name, content, options)).rejects.toThrow(refusal)
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(0)
  expect(existsSync(path.join(folder, `${name}.rollcall-import.json`))).toBe(false)
})

test('another tenant is neither seen nor touched', async () => {
  const { rollcall, load } = await openImport()
  const other = await organisation(rollcall, 'other.example')
  const { body: stranger } = await other.client('POST', '/Users', { body: userBody('tank', { externalId: '7' }) })
  const { report, failures } = await load(
    'all.jsonl',
    linesOf(
      userBody('tank', { externalId: '8' }),
      ...[stranger.id, '7'].map((value) => groupBody(value, { members: [{ value }] })),
    ),
  )
  expect(report).toMatchObject({ created: 1, failed: 2 })
  expect(failures.map(({ reason }) => reason)).toEqual([
    `No resource has the id, userName or externalId '${stranger.id}'.`,
    "No resource has the id, userName or externalId '7'.",
  ])
  expect((await other.client('GET', '/Users')).body.Resources).toEqual([stranger])
})

test('what an organisation can grant may change while a file is read', async () => {
  const { rollcall, load } = await openImport()
  const people = Array.from({ length: 600 }, (_, index) => userBody(`u${index}`))
  const adding = (async () => {
    for (let index = 0; index < 10; index++) {
      await rollcall.tenants.addRole('gridco.example', `role-${index}`, { display: 'R', allows: [] })
    }
  })()
  const { report } = await load('people.jsonl', linesOf(...people))
  await adding
  expect(report).toMatchObject({ created: 600, failed: 0 })
})

test('an app that stops an import goes on with it later', async () => {
  const { client, folder, load } = await openImport()
  const lines = linesOf(
    ...Array.from({ length: 1000 }, (_, index) => userBody(`u${index}`)),
    groupBody('g', { members: [{ value: 'u0' }] }),
  )
  const stopping = new AbortController()
  const stopped = await load('all.jsonl', lines, { signal: stopping.signal, progress: () => stopping.abort() })
  expect(stopped.report.kind).toBe('stopped')
  expect(existsSync(path.join(folder, 'all.jsonl.rollcall-import.json'))).toBe(true)
  const before = (await client('GET', '/Users?count=0')).body.totalResults
  expect(before).toBe(stopped.report.created)
  expect(before).toBeLessThan(1000)
  const { report } = await load('all.jsonl', lines)
  expect(report).toMatchObject({ kind: 'done', created: 1001, skipped: 0, failed: 0, resumedAt: expect.any(Number) })
  expect((await client('GET', '/Users?count=0')).body.totalResults).toBe(1000)
  expect(existsSync(path.join(folder, 'all.jsonl.rollcall-import.json'))).toBe(false)
})

test('an import that was broken off is not finished as another one, nor with another file', async () => {
  const { load } = await openImport()
  const lines = linesOf(...Array.from({ length: 500 }, (_, index) => userBody(`u${index}`)))
  const signal = AbortSignal.abort()
  expect((await load('a.jsonl', lines, { signal })).report).toMatchObject({ kind: 'stopped', created: 0 })
  await expect(load('a.jsonl', lines, { onExisting: 'replace' })).rejects.toThrow('was to do something else')
  await expect(load('a.jsonl', `${lines}${lines}`)).rejects.toThrow('has changed since its import was broken off')
  expect((await load('a.jsonl', `${lines}${lines}`, { restart: true })).report).toMatchObject({
    created: 500,
    skipped: 500,
  })
})
