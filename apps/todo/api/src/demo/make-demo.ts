import { createSettings } from '../database/settings.js'
import type { TodoRollcall } from '../roles.js'
import { insertStatement } from '../todos/todo-table.js'
import { type DemoAccount, demoAccounts, demoKey, demoOrganisation } from './demo-data.js'
import { demoSetting } from './demo-people.js'
import { todosOfDemo } from './todos-of-demo.js'

export interface MakeDemoOptions {
  readonly rollcall: TodoRollcall
  readonly now: () => number
}

/** Makes the demo data in a database that has no organisation yet; elsewhere it leaves everything as it is. */
export async function makeDemoIfNew({ rollcall, now }: MakeDemoOptions): Promise<void> {
  const state = await createSettings(rollcall.database).find(demoSetting)
  if (state !== undefined && state !== begun) return
  if (state === undefined && (await rollcall.tenants.list()).length > 0) return
  await makeDemo({ rollcall, now })
}

/** Makes whatever is missing of the demo's organisation, key and people. Its todos are made once. */
export async function makeDemo({ rollcall, now }: MakeDemoOptions): Promise<void> {
  const settings = createSettings(rollcall.database)
  // What was begun and not finished is finished at the next start.
  await settings.findOrPut(demoSetting, begun)
  if (!(await rollcall.tenants.exists(demoOrganisation))) {
    await unlessThere(rollcall.tenants.create(demoOrganisation, { passwords: true }), () =>
      rollcall.tenants.exists(demoOrganisation),
    )
  }
  if (!(await hasKey(rollcall))) {
    await unlessThere(rollcall.tenants.issueKey(demoOrganisation, { fixedKey: demoKey }), () => hasKey(rollcall))
  }
  const ids: string[] = []
  for (const account of demoAccounts) ids.push(await requireAccount(rollcall, account))
  if (ids[0] !== undefined) await makeTodosOnce({ rollcall, now }, ids[0])
  await settings.put(demoSetting, JSON.stringify({ tenant: demoOrganisation, people: ids }))
}

/** Does the work; that it failed does not matter where another process has done it meanwhile. */
async function unlessThere(work: Promise<unknown>, isThere: () => Promise<boolean>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(await isThere())) throw error
  }
}

async function hasKey(rollcall: TodoRollcall): Promise<boolean> {
  return (await ask(rollcall, 'GET', '/Users?count=0')).status === 200
}

const begun = 'begun'

/** The todos and the word that they were made are one write: neither a restart nor a second process makes them again. */
async function makeTodosOnce({ rollcall, now }: MakeDemoOptions, owner: string): Promise<void> {
  const settings = createSettings(rollcall.database)
  if ((await settings.find(todosSetting)) !== undefined) return
  const made = {
    sql: 'INSERT INTO todo_settings (name, value) VALUES (?, ?)',
    parameters: [todosSetting, String(now())],
  }
  const todos = todosOfDemo(owner, now()).map((todo) => insertStatement(demoOrganisation, todo))
  await unlessThere(
    rollcall.database.write([made, ...todos]),
    async () => (await settings.find(todosSetting)) !== undefined,
  )
}

const todosSetting = 'demo-todos'

/** Made over SCIM with the demo's key, as its identity provider would: the external id belongs to that connection. */
async function requireAccount(rollcall: TodoRollcall, account: DemoAccount): Promise<string> {
  const known = await findAccount(rollcall, account)
  if (known !== undefined) return known
  const response = await ask(rollcall, 'POST', '/Users', userOf(account))
  const made = response.status === 201 ? undefined : await findAccount(rollcall, account)
  if (response.status === 201) return idOf(await response.json())
  // Another process was faster.
  if (made !== undefined) return made
  throw new Error(`the demo's ${account.userName} was not made: ${response.status} ${await response.text()}`)
}

async function findAccount(rollcall: TodoRollcall, { userName }: DemoAccount): Promise<string | undefined> {
  return (await rollcall.ofTenant(demoOrganisation).users.find(`userName eq "${userName}"`))?.id
}

function userOf({ userName, password, externalId, name, roles }: DemoAccount): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    externalId,
    name,
    displayName: `${name.givenName} ${name.familyName}`,
    emails: [{ value: userName, type: 'work', primary: true }],
    active: true,
    password,
    roles: roles.map((value) => ({ value })),
  }
}

function ask(rollcall: TodoRollcall, method: string, path: string, body?: object): Promise<Response> {
  return rollcall.fetch(
    new Request(`http://localhost${rollcall.basePath}${path}`, {
      method,
      headers: { authorization: `Bearer ${demoKey}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
}

function idOf(user: unknown): string {
  if (typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string') return user.id
  throw new Error("the answer to the demo's POST carries no id")
}
