import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'
import { patchOpUrn } from './scim-client.js'
import { badRequest, createSubject, expectRefusal, type Subject } from './subject.js'

/** RFC 7644 §3.5.2: the message that PATCH carries, and its answer. */
export function testPatchMessage(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.2, the message of PATCH', () => {
    testMessage(open, strict)
    testAnswers(open)
  })
}

const setTitle = { op: 'replace', path: 'title', value: 'Pilot' }

function testMessage(open: OpenBench, strict: boolean): void {
  requirement('7644-3.5-b', 'PATCH is advertised, and works on every resource type', async () => {
    const bench = open()
    expect((await bench.get('/ServiceProviderConfig')).body.patch).toEqual({ supported: true })
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    const device = await createSubject(bench, '/Devices', deviceBody('1'))
    expect(await user.changedBy([setTitle])).toMatchObject({ title: 'Pilot' })
    expect(await group.changedBy([{ ...setTitle, path: 'displayName' }])).toMatchObject({ displayName: 'Pilot' })
    expect(await device.changedBy([{ ...setTitle, path: 'label' }])).toMatchObject({ label: 'Pilot' })
  })

  requirement(
    '7644-3.5.2-a',
    'D-66: the message says that it is a PatchOp; compatible takes one that does not',
    async () => {
      const { bench, user } = await openUser(open)
      for (const schemas of [undefined, [], [userUrn], ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']]) {
        const value = `title of ${String(schemas)}`
        const send = () => sendMessage(bench, user, { schemas, Operations: [{ ...setTitle, value }] })
        if (strict) await user.refuses(send, badRequest('invalidSyntax'))
        else expect(await user.changedBy(send)).toMatchObject({ title: value })
      }
      const folded = { schemas: [patchOpUrn.toUpperCase()], Operations: [{ ...setTitle, value: 'folded' }] }
      await user.changedBy(() => sendMessage(bench, user, folded))
    },
  )

  requirement('7644-3.5.2-b', 'Operations is an array of one or more operations, its name in any case', async () => {
    const { bench, user } = await openUser(open)
    for (const Operations of [undefined, null, [], {}, 'add', [null], ['add'], [[setTitle]]]) {
      await user.refuses(
        () => sendMessage(bench, user, { schemas: [patchOpUrn], Operations }),
        badRequest('invalidSyntax'),
      )
    }
    for (const body of ['[]', '"x"', '{', '']) {
      const type = { 'content-type': 'application/scim+json' }
      await user.refuses(() => bench.send('PATCH', user.path, body, type), badRequest('invalidSyntax'))
    }
    await user.changedBy(() => sendMessage(bench, user, { SCHEMAS: [patchOpUrn], operations: [setTitle] }))
  })

  requirement('7644-3.5.2-c', 'D-07: op is add, remove or replace, in any case', async () => {
    const { user } = await openUser(open)
    for (const op of ['move', '', ' add', undefined, null, 5, ['add']]) {
      await user.refuses([{ ...setTitle, op }], badRequest('invalidSyntax'))
    }
    await user.refuses([{ op: 'add', OP: 'remove', path: 'title', value: 'x' }], badRequest('invalidSyntax'))
    expect(await user.changedBy([{ ...setTitle, op: 'Replace' }])).toMatchObject({ title: 'Pilot' })
    expect(await user.changedBy([{ op: 'ADD', path: 'title', value: 'Captain' }])).toMatchObject({ title: 'Captain' })
    expect(await user.changedBy([{ op: 'Remove', path: 'title' }])).not.toHaveProperty('title')
  })

  requirement('7644-3.5.2-d', 'D-04: remove needs a path; add and replace do without', async () => {
    const { user } = await openUser(open)
    for (const operation of [{ op: 'remove' }, { op: 'remove', value: { title: 'x' } }, { op: 'remove', path: null }]) {
      await user.refuses([operation], badRequest('noTarget'))
    }
    await user.changedBy([{ op: 'add', value: { title: 'Pilot' } }])
    expect(await user.changedBy([{ op: 'replace', value: { title: 'Captain' } }])).toMatchObject({ title: 'Captain' })
  })

  requirement(
    '7644-3.5.2-f',
    'D-08: a value has its attribute\'s type; compatible reads "False" as a boolean',
    async () => {
      const { user } = await openUser(open)
      for (const [path, value] of [
        ['active', {}],
        ['active', 'perhaps'],
        ['displayName', { value: 'x' }],
        ['displayName', ['x']],
        ['name.givenName', true],
        ['emails', [[]]],
      ]) {
        await user.refuses([{ op: 'replace', path, value }], badRequest('invalidValue'))
      }
      const asText = [{ op: 'replace', path: 'active', value: 'False' }]
      if (strict) await user.refuses(asText, badRequest('invalidValue'))
      else expect(await user.changedBy(asText)).toMatchObject({ active: false })
      const asNumber = [{ op: 'replace', path: 'title', value: 42 }]
      if (strict) await user.refuses(asNumber, badRequest('invalidValue'))
      else expect(await user.changedBy(asNumber)).toMatchObject({ title: '42' })
    },
  )
}

function testAnswers(open: OpenBench): void {
  requirement(
    '7644-3.5.2-q',
    'D-62: a user is answered with 200 and its state, a group with 204 and no body',
    async () => {
      const { bench, user } = await openUser(open)
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      const answer = await user.patch([setTitle])
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: await user.read() })
      const silent = await group.patch([{ op: 'replace', path: 'displayName', value: 'Ship' }])
      expect({ status: silent.status, body: silent.body }).toEqual({ status: 204, body: undefined })
      expect(silent.headers.get('location')).toBe(`${bench.baseUrl}${group.path}`)
      const represented = await group.patch([{ op: 'replace', path: 'displayName', value: 'Fleet' }], {
        prefer: 'respond-async, return=representation',
      })
      expect({ status: represented.status, body: represented.body }).toEqual({ status: 200, body: await group.read() })
      expect(represented.body.members).toMatchObject([{ value: user.id }])
      const kept = await group.patch([{ op: 'replace', path: 'displayName', value: 'Fleet' }])
      expect({ status: kept.status, tag: kept.headers.get('etag') }).toEqual({
        status: 204,
        tag: represented.headers.get('etag'),
      })
    },
  )

  requirement(
    '7644-3.5.2-r',
    'D-62: with attributes or excludedAttributes the answer is 200 and shows what they say',
    async () => {
      const { bench, user } = await openUser(open)
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      const named = await bench.patch(`${user.path}?attributes=userName`, [setTitle])
      expect(named.status).toBe(200)
      expect(Object.keys(named.body).sort()).toEqual(['id', 'schemas', 'userName'])
      const rename = [{ op: 'replace', path: 'displayName', value: 'Ship' }]
      const shown = await bench.patch(`${group.path}?attributes=displayName`, rename)
      expect({ status: shown.status, name: shown.body.displayName }).toEqual({ status: 200, name: 'Ship' })
      expect(shown.body).not.toHaveProperty('members')
      const without = await bench.patch(`${group.path}?excludedAttributes=members`, rename)
      expect({ status: without.status, name: without.body.displayName }).toEqual({ status: 200, name: 'Ship' })
      expect(without.body).not.toHaveProperty('members')
    },
  )

  requirement('7644-3.5.2-t', 'PATCH of an id that does not exist is 404', async () => {
    const bench = open()
    for (const path of ['/Users/018f0000-0000-7000-8000-000000000000', '/Users/x', '/Groups/x']) {
      expectRefusal(await bench.patch(path, [{ ...setTitle, path: 'displayName' }]), {
        status: 404,
        scimType: undefined,
      })
    }
    expect(await bench.changeRecords()).toEqual([])
  })

  requirement('7644-3.5.2-u', 'D-37: a value that another resource holds is refused with 409 uniqueness', async () => {
    const { bench, user } = await openUser(open)
    await createSubject(bench, '/Users', userBody('taken@x.example'))
    const conflict = { status: 409, scimType: 'uniqueness' } as const
    for (const operation of [
      { op: 'replace', path: 'userName', value: 'taken@x.example' },
      { op: 'add', path: `${userUrn}:userName`, value: 'TAKEN@x.example' },
      { op: 'replace', value: { userName: 'taken@x.example', title: 'Pilot' } },
    ]) {
      await user.refuses([operation], conflict)
    }
    await user.changedBy([{ op: 'replace', path: 'userName', value: 'A@X.example' }])
  })
}

function sendMessage(bench: ProtocolBench, { path }: Subject, message: unknown) {
  return bench.send('PATCH', path, JSON.stringify(message), { 'content-type': 'application/scim+json' })
}

async function openUser(open: OpenBench): Promise<{ readonly bench: ProtocolBench; readonly user: Subject }> {
  const bench = open()
  return { bench, user: await createSubject(bench, '/Users', userBody('a@x.example')) }
}
