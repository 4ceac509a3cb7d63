import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser, meOf } from './browser.js'
import { createProviderClient, oktaHeaders } from './provider-client.js'
import { rollcallCommand } from './rollcall-command.js'
import { startTodoProcess, type TodoProcess } from './todo-process.js'

/** A kind of entitlement that nobody thought of when the app was written: added by a command while the app runs. */

const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const word = () => Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('')
const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Made up anew at each run: nothing of it can stand in a source file. */
const name = capitalised(word())
const endpoint = `/${capitalised(word())}`
const values = [word(), word()].map((value) => ({ value, display: `${capitalised(value)} ${word()}` }))
const [first, second] = values.map(({ value, display }) => ({ value, display, type: name }))

let todo: TodoProcess
let okta: ReturnType<typeof createProviderClient>

beforeAll(async () => {
  todo = await startTodoProcess()
  okta = createProviderClient(todo.scim, oktaHeaders('Bearer 123123'))
})
afterAll(() => todo?.stop())

async function trinity() {
  const { body } = await okta('GET', '/Users?filter=externalId%20eq%20%2232%22')
  return body.Resources[0]
}

async function heldInTheApp() {
  const person = createBrowser(todo.origin)
  await person.signIn('trinity@gridco.example', 'Zion')
  return (await meOf(person)).entitlements.map(({ value, display, type }) => ({ value, display, type }))
}

test(`a new entitlement type ${name} at ${endpoint} is added, discovered, granted, shown and taken away`, async () => {
  expect((await okta('GET', endpoint)).status).toBe(404)

  const options = values.flatMap(({ value, display }) => ['--value', `${value}=${display}`])
  await rollcallCommand(
    todo.databaseFile,
    'entitlement',
    'add',
    'gridco.example',
    name,
    '--endpoint',
    endpoint,
    ...options,
  )

  const types = (await okta('GET', '/ResourceTypes')).body.Resources
  expect(types).toContainEqual(
    expect.objectContaining({ id: name, name, endpoint, schema: 'urn:okta:scim:schemas:core:1.0:Entitlement' }),
  )
  const { body: offered } = await okta('GET', `${endpoint}?startIndex=1&count=100`)
  expect(offered.totalResults).toBe(2)
  for (const { value, display } of values) {
    expect(offered.Resources).toContainEqual(expect.objectContaining({ id: value, displayName: display, type: name }))
  }

  const { id, ...user } = await trinity()
  const granted = await okta('PUT', `/Users/${id}`, { ...user, id, entitlements: [first] })
  expect(granted).toMatchObject({ status: 200, body: { entitlements: [first] } })
  const added = { schemas: [patchOpUrn], Operations: [{ op: 'add', path: 'entitlements', value: [second] }] }
  expect((await okta('PATCH', `/Users/${id}`, added)).status).toBe(200)
  expect(new Set((await okta('GET', `/Users/${id}`)).body.entitlements.map(JSON.stringify))).toEqual(
    new Set([first, second].map((each) => JSON.stringify(each))),
  )
  expect(await heldInTheApp()).toEqual(expect.arrayContaining([first, second]))

  const inUse = await rollcallCommand(todo.databaseFile, 'entitlement', 'remove', 'gridco.example', name).catch(
    (error) => error,
  )
  expect(String(inUse.stderr)).toContain(name)

  const removal = values.map(({ value }) => ({ op: 'remove', path: `entitlements[value eq "${value}"]` }))
  expect((await okta('PATCH', `/Users/${id}`, { schemas: [patchOpUrn], Operations: removal })).status).toBe(200)
  expect(await heldInTheApp()).toEqual([])
  const unknown = await okta('PATCH', `/Users/${id}`, {
    schemas: [patchOpUrn],
    Operations: [{ op: 'add', path: 'entitlements', value: [{ value: `${first?.value}x`, type: name }] }],
  })
  expect(unknown).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })

  await rollcallCommand(todo.databaseFile, 'entitlement', 'remove', 'gridco.example', name)
  expect((await okta('GET', endpoint)).status).toBe(404)
  expect((await okta('GET', '/ResourceTypes')).body.Resources).not.toContainEqual(expect.objectContaining({ name }))
})
