import { describe, expect } from 'vitest'
import type { Dialect } from '../entitlements/dialect-schemas.js'
import { sorted, userWith } from './catalogue-items.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { sampleCatalogue } from './sample-catalogue.js'

/** What a catalogue lets users be granted, in either dialect. */
export function testCatalogueGrants(open: OpenBench): void {
  const publish = (dialect: Dialect) => open({ catalogue: sampleCatalogue, dialect })

  describe.each(['okta', 'ietf'] as const)('grants by the catalogue, in the dialect %s', (dialect) => {
    requirement(
      dialect,
      'decides what a user may be granted: the value is named that may not, and nothing changes',
      async () => {
        const bench = publish(dialect)
        const { body } = await bench.post('/Users', userWith({ roles: [{ value: 'member' }] }))
        const path = `/Users/${body.id}`
        const before = (await bench.get(path)).body
        for (const [name, wrong] of [
          ['nobody', { roles: [{ value: 'nobody' }] }],
          ['janitor', { roles: [{ value: 'member' }, { value: 'janitor' }] }],
          ['fax', { entitlements: [{ value: 'fax', type: 'Support' }] }],
          ['gold', { entitlements: [{ value: 'gold', type: 'License' }] }],
          ['pro', { entitlements: [{ value: 'pro', type: 'NoSuchKind' }] }],
          ['basic', { entitlements: [{ value: 'basic' }] }],
        ] as const) {
          for (const answer of [
            await bench.post('/Users', { ...userWith(wrong), userName: 'another' }),
            await bench.put(path, userWith(wrong)),
            await bench.patch(path, [{ op: 'add', value: wrong }]),
          ]) {
            expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
            expect(answer.body.detail).toContain(`'${name}'`)
          }
        }
        expect((await bench.get(path)).body).toEqual(before)
        expect((await bench.get('/Users')).body.totalResults).toBe(1)
      },
    )

    requirement(
      dialect,
      'gives what is granted its display and type; a display for a value is compatible only',
      async () => {
        const bench = publish(dialect)
        const entitlements = [{ value: 'basic', type: 'support', display: 'What the client calls it' }]
        const { body } = await bench.post('/Users', userWith({ entitlements }))
        expect(body.entitlements).toEqual([{ value: 'basic', type: 'Support', display: 'By mail' }])
        const path = `/Users/${body.id}`
        const named = await bench.patch(path, [{ op: 'add', path: 'roles', value: [{ value: 'auditor ' }] }])
        expect(named.status).toBe(400)
        const byDisplay = await bench.patch(path, [{ op: 'add', path: 'roles', value: [{ value: 'OWNER' }] }])
        if (bench.strict) expect(byDisplay).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        else expect(byDisplay).toMatchObject({ status: 200, body: { roles: [{ value: 'owner', display: 'Owner' }] } })
        expect(bench.tolerated).toEqual(bench.strict ? [] : ['grantByDisplay'])
      },
    )

    requirement(dialect, 'lets every form of PATCH change what is granted', async () => {
      const bench = publish(dialect)
      const { body } = await bench.post('/Users', userWith({ roles: [{ value: 'member', primary: true }] }))
      const path = `/Users/${body.id}`
      const roles = async (...operations: readonly unknown[]) => {
        const answer = await bench.patch(path, operations)
        expect(answer.status).toBe(200)
        return sorted(answer.body.roles ?? []).map(({ value }) => value)
      }
      expect(await roles({ op: 'add', path: 'roles', value: [{ value: 'owner' }] })).toEqual(['member', 'owner'])
      expect(await roles({ op: 'remove', path: 'roles[value eq "member"]' })).toEqual(['owner'])
      expect(await roles({ op: 'replace', path: 'roles', value: [{ value: 'auditor', primary: true }] })).toEqual([
        'auditor',
      ])
      expect(await roles({ op: 'replace', path: 'roles[primary eq true].value', value: 'member' })).toEqual(['member'])
      expect(await roles({ op: 'remove', path: 'roles' })).toEqual([])
    })
  })

  requirement('okta ietf', 'what is granted in one dialect is there in the other', async () => {
    const okta = publish('okta')
    const entitlements = [{ value: 'pro', type: 'License' }]
    const { body } = await okta.post('/Users', userWith({ roles: [{ value: 'owner' }], entitlements }))
    const ietf = okta.another({ catalogue: sampleCatalogue, dialect: 'ietf' })
    expect((await ietf.get(`/Users/${body.id}`)).body).toEqual((await okta.get(`/Users/${body.id}`)).body)
    const filter = encodeURIComponent('roles.value eq "owner" and entitlements[type eq "License" and value eq "pro"]')
    expect((await ietf.get(`/Users?filter=${filter}`)).body.totalResults).toBe(1)
  })

  requirement(
    'Q50',
    'a value that was retired while somebody holds it stays theirs, and is given to nobody else',
    async () => {
      const bench = publish('okta')
      const { body } = await bench.post('/Users', userWith({ roles: [{ value: 'auditor' }] }))
      const [owner, auditor, ...others] = sampleCatalogue.roles
      if (!owner || !auditor) throw new Error('the sample has two roles and more')
      for (const roles of [
        [owner, { ...auditor, supported: false }, ...others],
        [owner, ...others],
      ]) {
        const later = bench.another({ catalogue: { ...sampleCatalogue, roles }, dialect: 'okta' })
        const path = `/Users/${body.id}`
        const kept = await later.put(path, userWith({ roles: [{ value: 'auditor' }], title: `of ${roles.length}` }))
        expect(kept).toMatchObject({ status: 200, body: { roles: [{ value: 'auditor', display: 'Auditor' }] } })
        const other = await later.post('/Users', { ...userWith({ roles: [{ value: 'auditor' }] }), userName: 'bob' })
        expect(other).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
    },
  )
}
