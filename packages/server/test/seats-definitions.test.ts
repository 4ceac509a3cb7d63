import { describe, expect, onTestFinished, test } from 'vitest'
import { createRollcall, type EntitlementTypeDefinition, integer } from '../src/index.js'
import { clientOf, openRollcall, organisation, userBody } from './open-rollcall.js'
import { holding, license, newUser, openSeats } from './open-seats.js'

const auditor = { display: 'Auditor', allows: [] }

describe('what is no number of seats is refused, by name', () => {
  const refusals: readonly (readonly [string, object, string])[] = [
    ['a value that is not there', { seats: { gold: 1 } }, "'Seat' has no value 'gold' to have seats."],
    ['less than nobody', { seats: { window: -1 } }, "The seats of 'window' are a whole number from 0"],
    ['a part of somebody', { seats: { window: 1.5 } }, "The seats of 'window' are a whole number from 0"],
    ['a text', { seats: { window: '3' } }, "The seats of 'window' are a whole number from 0"],
    [
      'an attribute that nobody declared',
      { values: { window: { display: 'Window', seats: 3 } } },
      'How many users may hold it is said in `seats`, beside `values`.',
    ],
  ]
  test.each(refusals)('%s', async (_what, more, message) => {
    const { rollcall } = await openRollcall()
    await rollcall.tenants.create('a.example')
    const type = { name: 'Seat', endpoint: '/Seats', values: { window: { display: 'Window' } }, ...more }
    const adding = rollcall.tenants.addEntitlementType('a.example', type as EntitlementTypeDefinition)
    await expect(adding).rejects.toThrow(message)
  })

  test('a value, a kind and an organisation that are not there', async () => {
    const { tenants } = await openSeats()
    const set = (tenant: string, type: string, value: string) =>
      tenants.setSeats(tenant, { kind: 'entitlement', type, value }, 1)
    await expect(set('a.example', 'License', 'gold')).rejects.toThrow("no entitlement 'gold' of the kind 'License'")
    await expect(set('a.example', 'Trait', 'pro')).rejects.toThrow("no entitlement 'pro' of the kind 'Trait'")
    await expect(set('b.example', 'License', 'pro')).rejects.toThrow("There is no organisation 'b.example'.")
    await expect(tenants.setRetired('a.example', { kind: 'role', value: 'nobody' }, true)).rejects.toThrow(
      "'a.example' has no role 'nobody'.",
    )
    expect(await set('a.example', 'license', 'pro')).toEqual({ seats: 1, used: 0 })
  })
})

test('an attribute that is called seats is an attribute, and limits nobody', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  const urn = 'urn:example:scim:schemas:extension:1.0:License'
  await rollcall.tenants.addEntitlementType('a.example', {
    ...{ name: 'License', endpoint: '/Licenses', extension: urn, attributes: { seats: integer() } },
    values: { pro: { display: 'Pro', seats: 0 } },
    seats: { pro: 1 },
  })
  expect((await client('GET', '/Licenses/pro')).body[urn]).toEqual({ seats: 0 })
  expect((await client('POST', '/Users', { body: newUser(holding('pro')) })).status).toBe(201)
  expect((await client('POST', '/Users', { body: newUser(holding('pro')) })).status).toBe(400)
})

test('what an app declares later comes with its seats; what it declared before keeps those that an organisation has', async () => {
  const roles = { auditor: { ...auditor, seats: 1 } }
  const { rollcall, file } = await openRollcall({ roles })
  const { key } = await organisation(rollcall, 'a.example')
  await rollcall.tenants.setSeats('a.example', { kind: 'role', value: 'auditor' }, 2)
  // Nobody's catalogue has entitlements yet, so that any may be held.
  const early = { body: userBody('early@a.example', holding('pro')) }
  expect((await clientOf(rollcall, `Bearer ${key}`)('POST', '/Users', early)).status).toBe(201)
  await rollcall.close()
  const declared = {
    roles: { auditor: { ...auditor, seats: 5 } },
    entitlementTypes: [{ ...license, seats: { pro: 2 } }],
  }
  const again = await createRollcall({ ...declared, database: file })
  onTestFinished(() => again.close())
  const client = clientOf(again, `Bearer ${key}`)
  const post = async (more: object) => (await client('POST', '/Users', { body: newUser(more) })).status
  const roleOf = { roles: [{ value: 'auditor' }] }
  expect([await post(roleOf), await post(roleOf), await post(roleOf)]).toEqual([201, 201, 400])
  expect([await post(holding('pro')), await post(holding('pro'))]).toEqual([201, 400])
})

test('the command adds seats with a kind and a role, changes them, and says what it does not understand', {
  timeout: 60_000,
}, async () => {
  const { client, run } = await openSeats({ entitlementTypes: [] })
  const adding = ['entitlement', 'add', 'a.example', 'Seat', '--endpoint', '/Seats', '--value', 'window']
  for (const given of ['window', 'window=many', 'window=none', 'window=-1']) {
    const misspelt = { code: 2, err: expect.stringContaining('Write it as value=10.') }
    expect(await run(...adding, '--seats', given)).toMatchObject(misspelt)
  }
  expect(await run('role', 'add', 'a.example', 'auditor', '--seats', 'few')).toMatchObject({
    code: 2,
    err: expect.stringContaining("Write a whole number, or 'none'."),
  })
  expect(await run(...adding, '--seats', 'window=1')).toMatchObject({ code: 0, err: '' })
  const seat = { entitlements: [{ value: 'window', type: 'Seat' }] }
  const post = async (more: object) => (await client('POST', '/Users', { body: newUser(more) })).status
  expect([await post(seat), await post(seat)]).toEqual([201, 400])
  const changed = await run('entitlement', 'seats', 'a.example', 'seat', 'window', '2', '--json')
  expect(JSON.parse(changed.out)).toEqual({
    ...{ tenant: 'a.example', kind: 'entitlement', type: 'seat', value: 'window' },
    ...{ seats: 2, used: 1 },
  })
  expect([await post(seat), await post(seat)]).toEqual([201, 400])
  expect((await run('role', 'add', 'a.example', 'auditor', '--seats', '0')).code).toBe(0)
  expect(await post({ roles: [{ value: 'auditor' }] })).toBe(400)
  expect((await run('role', 'seats', 'a.example', 'auditor', 'none')).out).toBe(
    "Any number of users of 'a.example' may hold the role 'auditor'; 0 users hold it now.\n",
  )
  expect((await run('role', 'retire', 'a.example', 'auditor')).code).toBe(0)
  expect(await post({ roles: [{ value: 'auditor' }] })).toBe(400)
  expect((await run('role', 'restore', 'a.example', 'auditor')).out).toBe(
    "'a.example' can grant the role 'auditor' now.\n",
  )
  expect(await post({ roles: [{ value: 'auditor' }] })).toBe(201)
})
