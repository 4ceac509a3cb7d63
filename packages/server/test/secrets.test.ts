import { expect, test } from 'vitest'
import { printTrace, type TraceEntry } from '../src/index.js'
import { clientOf, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'
import { storedBytes } from './stored-bytes.js'

const password = 'Correct-Horse-Battery-7'
const changed = 'Staple-Of-The-Second-8'

/** Everything that a client can put a password into, and a key into, with a valid key and without. */
async function sendSecrets(bodies: boolean) {
  const entries: TraceEntry[] = []
  const { rollcall, file, folder } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: bodies })
  await rollcall.tenants.create('a.example', { passwords: true })
  const { client, key } = await organisation(rollcall, 'a.example')
  const user = (await client('POST', '/Users', { body: userBody('x@a.example', { password, title: 'Op' }) })).body
  const path = `/Users/${user.id}`
  await client('PATCH', path, { body: patchBody({ op: 'replace', path: 'password', value: changed }) })
  await client('PATCH', path, { body: patchBody({ op: 'Replace', value: { password: changed } }) })
  await client('PUT', path, { body: userBody('x@a.example', { password: changed, nothing: key }) })
  await client('POST', '/Users', { body: `{"password":"${password}"` })
  await client('GET', `/Users?access_token=${key}&password=${password}`)
  await clientOf(rollcall, undefined)('GET', `/Users?access_token=${key}`)
  await clientOf(rollcall, `Bearer ${key}x`)('GET', '/Users')
  await expect.poll(() => entries.length).toBe(8)
  return { rollcall, file, folder, key, user, entries }
}

test.each([[false], [true]])('A8, A9, A10: neither keys nor passwords reach the trace (bodies: %s)', async (bodies) => {
  const { key, entries } = await sendSecrets(bodies)
  const shown = entries.map((entry) => `${JSON.stringify(entry)}\n${printTrace(entry)}`).join('\n')
  expect(shown).toContain('/scim/v2/Users')
  for (const secret of [key, key.slice(-20), password, changed]) expect(shown).not.toContain(secret)
  if (bodies) expect(shown).toContain('"title": "Op"')
})

test.each([[false], [true]])(
  '7643-9.2-a A8, A10: neither keys nor passwords reach the database (bodies: %s)',
  async (bodies) => {
    const { rollcall, file, folder, key, user } = await sendSecrets(bodies)
    expect(await rollcall.ofTenant('a.example').authenticate('x@a.example', changed)).toMatchObject({ id: user.id })
    await rollcall.close()
    const bytes = await storedBytes({ file, folder })
    expect(bytes.includes('x@a.example')).toBe(true)
    expect(bytes.includes('/scim/v2/Users')).toBe(true)
    for (const secret of [key, key.slice(-20), password, changed]) expect(bytes.includes(secret)).toBe(false)
  },
)

test('A9: without bodies the log holds ids and no personal data', async () => {
  const entries: TraceEntry[] = []
  const { rollcall, file, folder } = await openRollcall({ trace: (entry) => entries.push(entry) })
  const { client } = await organisation(rollcall, 'a.example')
  await client('GET', '/Users?filter=userName eq "trinity@gridco.example"')
  await client('GET', '/Users?filter=userName eq trinity@gridco.example and')
  await client('GET', '/Users/trinity@gridco.example')
  await client('POST', '/Users', { body: userBody('', { emails: 'trinity@gridco.example' }) })
  await expect.poll(() => entries.length).toBe(4)
  expect(JSON.stringify(entries)).not.toContain('trinity')
  expect(entries[0]?.path).toBe('/scim/v2/Users?filter=userName eq "…"')
  await rollcall.close()
  expect((await storedBytes({ file, folder })).includes('trinity')).toBe(false)
})
