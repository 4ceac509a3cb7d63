import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { createSubject, type Subject } from './subject.js'

const stale = { status: 412, scimType: undefined } as const

/** RFC 7644 §3.14: versioning resources. */
export function testVersions(open: OpenBench): void {
  describe('RFC 7644 §3.14, versions', () => {
    testTags(open)
    testConditionalReading(open)
    testConditionalWriting(open)
  })
}

function testTags(open: OpenBench): void {
  requirement(
    ['7644-3.14-a', '7644-3.14-b'],
    'every answer that shows or changes a resource has its ETag, equal to meta.version',
    async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const answers = [
        user.created,
        await bench.get(user.path),
        await bench.send('HEAD', user.path),
        await user.put(userBody('a@x.example', { title: 'A' })),
        await user.patch([{ op: 'replace', path: 'title', value: 'B' }]),
      ]
      for (const { headers, body } of answers) {
        expect(headers.get('etag')).toMatch(/^W\/"[^"]+"$/)
        if (body) expect(body.meta.version).toBe(headers.get('etag'))
      }
      const group = await createSubject(bench, '/Groups', groupBody('Crew'))
      const silent = await group.patch([{ op: 'replace', path: 'displayName', value: 'Ship' }])
      expect(silent.status).toBe(204)
      expect(silent.headers.get('etag')).toBe((await group.read()).meta.version)
      const [listed] = (await bench.get('/Groups')).body.Resources
      expect(listed.meta.version).toBe(silent.headers.get('etag'))
    },
  )

  requirement('7644-3.14-f', 'the ETag changes when, and only when, the resource changes', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    bench.advance(60_000)
    await user.keptBy([{ op: 'replace', path: 'displayName', value: 'Trinity JustTrinity' }])
    await user.changedBy([{ op: 'replace', path: 'displayName', value: 'Trin' }])
    await user.changedBy([{ op: 'replace', path: 'displayName', value: 'Trinity JustTrinity' }])
    await group.changedBy([{ op: 'add', path: 'members', value: [{ value: user.id }] }])
    await group.keptBy([{ op: 'add', path: 'members', value: [{ value: user.id }] }])
    await group.changedBy([{ op: 'remove', path: `members[value eq "${user.id}"]` }])
  })
}

function testConditionalReading(open: OpenBench): void {
  requirement(
    '7644-3.14-c',
    'D-41: GET answers 304 without a body to who has this version, however the tag is written',
    async () => {
      const { bench, user, tag } = await openUser(open)
      const bare = tag.replace(/^W\//, '')
      for (const known of [tag, bare, `W/"99", ${tag}`, '*', ` ${bare} `]) {
        const { status, body, headers } = await bench.get(user.path, { 'if-none-match': known })
        expect({ known, status, body, tag: headers.get('etag') }).toEqual({ known, status: 304, body: undefined, tag })
      }
      for (const other of ['W/"99"', '"99", W/"98"', `"x,${bare.slice(1)}`]) {
        expect((await bench.get(user.path, { 'if-none-match': other })).status).toBe(200)
      }
      await user.patch([{ op: 'replace', path: 'title', value: 'Pilot' }])
      const { status, body } = await bench.get(user.path, { 'if-none-match': tag })
      expect({ status, title: body.title }).toEqual({ status: 200, title: 'Pilot' })
    },
  )
}

function testConditionalWriting(open: OpenBench): void {
  requirement(
    '7644-3.14-d',
    'D-41: a write whose If-Match names another version is 412 and changes nothing',
    async () => {
      const { bench, user, tag } = await openUser(open)
      await user.patch([{ op: 'replace', path: 'title', value: 'Pilot' }])
      for (const header of [tag, `W/"98", ${tag}`, '"99"', '', `"x,${(await user.read()).meta.version.slice(3)}`]) {
        const headers = { 'if-match': header }
        await user.refuses(() => user.put(userBody('a@x.example'), headers), stale)
        await user.refuses(() => user.patch([{ op: 'remove', path: 'title' }], headers), stale)
        await user.refuses(() => bench.delete(user.path, headers), stale)
      }
      const group = await createSubject(bench, '/Groups', groupBody('Crew'))
      const add = [{ op: 'add', path: 'members', value: [{ value: user.id }] }]
      await group.refuses(() => group.patch(add, { 'if-match': 'W/"99"' }), stale)
    },
  )

  requirement(
    '7644-3.14-e',
    'D-41: the current tag succeeds, weak or strong, alone or in a list, and * always',
    async () => {
      const { bench, user } = await openUser(open)
      const forms = [
        (tag: string) => tag,
        (tag: string) => tag.replace(/^W\//, ''),
        (tag: string) => `W/"98", ${tag}`,
        () => '*',
      ]
      for (const [index, form] of forms.entries()) {
        const current = (await user.read()).meta.version
        const operations = [{ op: 'replace', path: 'title', value: `title ${index}` }]
        await user.changedBy(() => user.patch(operations, { 'if-match': form(current) }))
        const next = (await user.read()).meta.version
        const body = userBody('a@x.example', { title: `put ${index}` })
        await user.changedBy(() => user.put(body, { 'if-match': form(next) }))
      }
      const { status } = await bench.delete(user.path, { 'if-match': (await user.read()).meta.version })
      expect(status).toBe(204)
    },
  )

  requirement('7644-3.14-e', 'D-41: If-Match: * asks for a resource that exists', async () => {
    const { bench, user } = await openUser(open)
    await bench.delete(user.path)
    for (const answer of [
      await user.put(userBody('a@x.example'), { 'if-match': '*' }),
      await user.patch([{ op: 'remove', path: 'title' }], { 'if-match': '*' }),
      await bench.delete(user.path, { 'if-match': '*' }),
    ]) {
      expect({ status: answer.status, says: answer.body.status }).toEqual({ status: 412, says: '412' })
    }
    expect((await bench.get('/Users')).body.totalResults).toBe(0)
  })

  requirement('7644-3.14-e', 'D-41: a write without If-Match proceeds', async () => {
    const { user } = await openUser(open)
    await user.changedBy([{ op: 'replace', path: 'title', value: 'Pilot' }])
  })

  requirement(
    '7644-3.14-d',
    'a write whose If-None-Match names the version, or any, is 412 and changes nothing',
    async () => {
      const { bench, user, tag } = await openUser(open)
      for (const header of ['*', tag, tag.replace(/^W\//, ''), `"99", ${tag}`]) {
        const headers = { 'if-none-match': header }
        await user.refuses(() => user.put(userBody('a@x.example', { title: 'Pilot' }), headers), stale)
        await user.refuses(() => user.patch([{ op: 'replace', path: 'title', value: 'Pilot' }], headers), stale)
        await user.refuses(() => bench.delete(user.path, headers), stale)
      }
      await user.changedBy(() => user.put(userBody('a@x.example', { title: 'Pilot' }), { 'if-none-match': 'W/"99"' }))
      await bench.delete(user.path)
      const answer = await user.put(userBody('a@x.example'), { 'if-none-match': '*' })
      expect(answer.status).toBe(404)
    },
  )

  requirement('7644-3.14-d', 'a condition holds while a write is prepared, until it is done', async () => {
    const { bench, user } = await openUser(open)
    const meanwhile = async () => {
      await user.patch([{ op: 'replace', path: 'title', value: 'Pilot' }])
      return 'hashed'
    }
    const slow = bench.another({ hashPassword: meanwhile })
    const change = [{ op: 'replace', path: 'password', value: 't0p-secret' }]
    const answer = await slow.patch(user.path, change, { 'if-none-match': 'W/"2"' })
    expect(answer.status).toBe(412)
    const { body, headers } = await bench.get(user.path)
    expect([body.title, headers.get('etag')?.split('.')[0]]).toEqual(['Pilot', 'W/"2'])
  })

  requirement(
    '7644-3.14-f',
    "that a user's groups change ends a copy of the user, and no write to the user",
    async () => {
      const { bench, user, tag } = await openUser(open)
      await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      const copy = await bench.get(user.path, { 'if-none-match': tag })
      expect({ status: copy.status, groups: copy.body.groups.length }).toEqual({ status: 200, groups: 1 })
      expect(copy.headers.get('etag')).not.toBe(tag)
      const { status } = await user.patch([{ op: 'replace', path: 'title', value: 'Pilot' }], { 'if-match': tag })
      expect(status).toBe(200)
    },
  )
}

async function openUser(
  open: OpenBench,
): Promise<{ readonly bench: ProtocolBench; readonly user: Subject; readonly tag: string }> {
  const bench = open()
  const user = await createSubject(bench, '/Users', userBody('a@x.example'))
  return { bench, user, tag: user.created.body.meta.version }
}
