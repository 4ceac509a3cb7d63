import type { Browser } from 'playwright-core'
import { demo } from '../todo/demo.js'
import { createScimClient, type NewPerson, type Person } from '../todo/scim-client.js'
import type { TodoProcess } from '../todo/start-todo-process.js'
import { type NewTodo, signInByRequest } from '../todo/todo-client.js'

/** Who looks at the pages. */
export type Looker = 'trinity' | 'somnus' | 'manager' | 'auditor' | 'newcomer' | 'holderOfMuch'

export type Company = Readonly<Record<Looker, { readonly userName: string; readonly password: string }>>

/** Fills the demo's organisation with people over SCIM, and with todos over the app's API, as on a working day. */
export async function makeCompany({ origin, scim: base }: TodoProcess, browser: Browser): Promise<Company> {
  const scim = createScimClient(base, demo.key)
  const trinity = await scim.findPerson(demo.trinity.userName)
  await scim.patch(trinity.id, { op: 'add', path: 'entitlements', value: [isTall] })
  const manager = await scim.createPerson({ ...nameOf('Odile Marsh'), roles: ['manager'], externalId: '00u7odile' })
  const auditor = await scim.createPerson({ ...nameOf('Ines Prado'), roles: ['todo-auditor'] })
  const newcomer = await scim.createPerson({ ...nameOf('Kofi Mensah'), roles: ['todo-er'] })
  const holderOfMuch = await scim.createPerson({
    ...nameOf('Maximiliana Featherstonehaugh-Cholmondeley'),
    roles: ['todo-er', 'todo-auditor', 'manager'],
  })
  await scim.patch(holderOfMuch.id, { op: 'add', path: 'entitlements', value: [isTall] })
  const workers: Person[] = []
  for (const name of workerNames) workers.push(await scim.createPerson({ ...nameOf(name), roles: ['todo-er'] }))
  const owners = [trinity.id, ...workers.map(({ id }) => id), manager.id]
  await addTodos({ origin, browser, manager, owners })
  const left = workers.at(-1)
  if (left) await scim.setActive(left.id, false)
  return { trinity: demo.trinity, somnus: demo.somnus, manager, auditor, newcomer, holderOfMuch }
}

const isTall = { value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }

const workerNames = ['Ravi Kestrel', 'Ingrid Solberg', 'Yuki Tanabe', 'Zoë Ångström', 'Bo Li']

function nameOf(name: string): NewPerson {
  const [givenName = '', ...rest] = name.split(' ')
  return { givenName, familyName: rest.join(' ') }
}

/** What there is to do: the task, whose it is by place (-1 for nobody's), when it is due in days, and whether it is done. */
const work: readonly (readonly [task: string, owner: number, due?: number, done?: 'done'])[] = [
  ['Replace the relay in cabinet 14', -1, -6],
  ['Call back the Hollow Road customers', -1, 1],
  ['Name the new substation', -1],
  ['Walk the night crew through the new lock-out procedure before anyone opens cabinet 9', 0, 0],
  ['Sign the transformer lease', 1, -1],
  ['Order fuses', 1, 2],
  ['Answer the regulator', 1, 4],
  ['Calibrate the meters in Brandt Street', 1, 9],
  ['Publish the outage notice for Brandt Street', 2, 0],
  ['Rewrite the storm plan', 2, 6],
  ['Interview the two apprentices', 2],
  ['Check the spare-parts invoice', 3, 2],
  ['Pay the crane', 3, 3, 'done'],
  ['Paint the mast', 3],
  ['Photograph the switchyard from the north-western corner for the insurer', 4, 5],
  ['Return the borrowed generator', 5, -2],
  ['Plan the winter budget', 6, 3],
  ['Book the crew bus', 6, 0, 'done'],
  ['Thank the storm crew', 6, 1, 'done'],
]

async function addTodos({
  origin,
  browser,
  manager,
  owners,
}: {
  readonly origin: string
  readonly browser: Browser
  readonly manager: Person
  readonly owners: readonly string[]
}): Promise<void> {
  const context = await browser.newContext()
  const todos = await signInByRequest(context, origin, manager)
  for (const [task, owner, due, done] of work) {
    const todo: NewTodo = { task, owner: owners[owner] ?? null, due: due === undefined ? null : dayIn(due) }
    const { id } = await todos.add(todo)
    if (done) await todos.complete(id)
  }
  await context.close()
}

/** A day of this machine's calendar, counted from today. */
function dayIn(days: number): string {
  const date = new Date()
  date.setDate(date.getDate() + days)
  return [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-')
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
