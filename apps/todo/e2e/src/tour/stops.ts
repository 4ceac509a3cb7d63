import type { Page } from 'playwright-core'
import { demo } from '../todo/demo.js'
import type { Looker } from './make-company.js'

/** A page in one of its states: who looks, where, which heading says that it is there, and what is done on it first. */
export interface Stop {
  readonly name: string
  readonly who?: Looker
  readonly path: string
  readonly heading: string
  /** Before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>
  readonly act?: (page: Page) => Promise<void>
  /** So like another that the tests look at that one alone; or it shows a failure, which they would report. */
  readonly pictureOnly?: true
}

const signIn = { path: '/sign-in', heading: 'Sign in to Todo' }
const password = { path: '/sign-in', heading: 'Enter your password' }
const myTodos = { who: 'trinity', path: '/', heading: "What's on your plate?" } as const
const organisation = { who: 'manager', path: '/organisation', heading: 'Todos at gridco.example' } as const
const people = { who: 'manager', path: '/organisation/people', heading: 'People at gridco.example' } as const

/** Every page, and the states in which a person meets it. */
export const stops: readonly Stop[] = [
  { name: 'sign-in', ...signIn },
  { name: 'sign-in-wrong-address', ...signIn, act: (page) => enterEmail(page, 'trinity'), pictureOnly: true },
  { name: 'sign-in-password', ...password, act: (page) => enterEmail(page, demo.trinity.userName) },
  { name: 'sign-in-wrong-password', ...password, act: enterWrongPassword, pictureOnly: true },
  { name: 'my-todos', ...myTodos, act: tickOne },
  {
    name: 'my-todos-done',
    ...myTodos,
    act: (page) => page.getByRole('radio', { name: /^Done/ }).check(),
    pictureOnly: true,
  },
  {
    name: 'my-todos-adding',
    ...myTodos,
    act: (page) => page.getByLabel('Add a todo').fill('Call the grid office friday'),
  },
  { name: 'my-todos-editing', ...myTodos, act: (page) => pressOnFirst(page, 'Enter') },
  { name: 'my-todos-due-date', ...myTodos, act: (page) => pressOnFirst(page, 'd') },
  { name: 'my-todos-actions', ...myTodos, act: openActions },
  { name: 'my-todos-deleting', ...myTodos, act: (page) => pressOnFirst(page, 'x') },
  { name: 'my-todos-keys', ...myTodos, act: (page) => page.keyboard.press('?') },
  { name: 'my-todos-menu', ...myTodos, act: (page) => page.getByRole('button', { name: /Your menu/ }).click() },
  { name: 'my-todos-first-day', ...myTodos, who: 'newcomer' },
  {
    name: 'my-todos-loading',
    ...myTodos,
    prepare: neverAnswer('**/api/todos'),
    act: untilLoadingShows,
    pictureOnly: true,
  },
  { name: 'my-todos-not-loaded', ...myTodos, prepare: refuse('**/api/todos'), act: untilAlert, pictureOnly: true },
  { name: 'my-todos-offline', ...myTodos, act: (page) => page.context().setOffline(true), pictureOnly: true },
  { name: 'my-todos-not-allowed', ...myTodos, path: '/organisation', heading: "These are other people's todos" },
  { name: 'no-access', who: 'somnus', path: '/', heading: 'You can sign in, Somnus, but you have no access yet' },
  { name: 'profile', who: 'trinity', path: '/profile', heading: 'Trinity JustTrinity' },
  { name: 'profile-no-role', who: 'somnus', path: '/profile', heading: 'Somnus Henderson', pictureOnly: true },
  {
    name: 'profile-long',
    who: 'holderOfMuch',
    path: '/profile',
    heading: 'Maximiliana Featherstonehaugh-Cholmondeley',
  },
  { name: 'organisation', ...organisation, act: selectOne },
  { name: 'organisation-selected-many', ...organisation, act: selectAll, pictureOnly: true },
  {
    name: 'organisation-adding',
    ...organisation,
    act: (page) => page.getByRole('button', { name: 'Add todo' }).click(),
  },
  { name: 'organisation-assigning', ...organisation, act: openAssign },
  { name: 'organisation-assigned', ...organisation, act: assign, pictureOnly: true },
  { name: 'organisation-nothing-found', ...organisation, path: '/organisation?find=windmill', pictureOnly: true },
  {
    name: 'organisation-loading',
    ...organisation,
    prepare: neverAnswer('**/api/organisation/*'),
    act: untilLoadingShows,
    pictureOnly: true,
  },
  { name: 'organisation-auditor', ...organisation, who: 'auditor', path: '/' },
  { name: 'people', ...people },
  {
    name: 'people-nobody-found',
    ...people,
    act: (page) => page.getByLabel('Find a person').fill('Smith'),
    pictureOnly: true,
  },
  { name: 'deactivated', path: '/deactivated', heading: 'Your account was deactivated' },
  { name: 'not-found', path: '/no/such/page', heading: 'There is no such page' },
]

/** Goes to a stop's page and does what is done there; the page is then as it is to be looked at. */
export async function goToStop(page: Page, origin: string, { path, heading, prepare, act }: Stop): Promise<void> {
  await prepare?.(page)
  await page.goto(origin + path)
  await page.locator('h1').waitFor()
  if (!prepare) await page.locator('[role="status"]', { hasText: 'Loading' }).waitFor({ state: 'detached' })
  await act?.(page)
  await page.locator('h1').getByText(heading).waitFor()
  await page.evaluate(() => document.fonts.ready)
  await untilNamed(page)
  await untilStill(page)
}

/** A dialog learns its name from its title, a moment after both are there. */
async function untilNamed(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role="dialog"]')].every(
      (dialog) => dialog.hasAttribute('aria-labelledby') || dialog.hasAttribute('aria-label'),
    ),
  )
}

/** What moves has come to rest; what moves for ever does not count. */
async function untilStill(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  )
}

async function enterEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel('Work e-mail').fill(email)
  await page.keyboard.press('Enter')
}

async function enterWrongPassword(page: Page): Promise<void> {
  await enterEmail(page, demo.trinity.userName)
  await page.getByLabel('Password', { exact: true }).fill('Machines')
  await page.keyboard.press('Enter')
  await untilAlert(page)
}

/** The server is never asked: whoever looks next finds the todo open. */
async function tickOne(page: Page): Promise<void> {
  await neverAnswer('**/api/todos/*')(page)
  await page.getByRole('checkbox', { name: 'Review the substation access list' }).check()
  await page.getByText('Done just now.').waitFor()
  await page.keyboard.press('j')
}

async function pressOnFirst(page: Page, key: string): Promise<void> {
  await page.getByRole('checkbox').first().focus()
  await page.keyboard.press(key)
}

async function openActions(page: Page): Promise<void> {
  await page
    .getByRole('listitem')
    .filter({ has: page.getByRole('checkbox') })
    .first()
    .hover()
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click()
}

async function selectOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Review the substation access list', exact: true }).click()
  await page.getByRole('region', { name: 'Selected' }).waitFor()
}

async function selectAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Assign them' }).click()
  await page.getByRole('heading', { name: /^Selected: / }).waitFor()
}

async function openAssign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Name the new substation', exact: true }).click()
  await page.getByRole('region', { name: 'Selected' }).getByRole('button', { name: 'Assign' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Assignee' }).click()
}

async function assign(page: Page): Promise<void> {
  await neverAnswer('**/api/todos/*')(page)
  await openAssign(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('option', { name: 'Ravi Kestrel' }).click()
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByText('“Name the new substation” is assigned to Ravi Kestrel.').waitFor()
  await dialog.waitFor({ state: 'hidden' })
}

async function untilAlert(page: Page): Promise<void> {
  await page.getByRole('alert').waitFor()
}

async function untilLoadingShows(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const skeleton = document.querySelector('[role="status"] [aria-hidden]')
    return skeleton !== null && getComputedStyle(skeleton).opacity === '1'
  })
}

/** Leaves the page waiting. What is merely held back, Chromium sends after all once nobody holds it: so it is given up by name. */
function neverAnswer(url: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(url, async (route) => {
      await page.waitForEvent('framenavigated', { timeout: 0 }).catch(() => undefined)
      await route.abort('aborted').catch(() => undefined)
    })
  }
}

/** Answers as a server does that has a fault. */
function refuse(url: string): (page: Page) => Promise<void> {
  const message = 'Something went wrong here, and it is not your fault. Try again in a moment.'
  const problem = { code: 'serverError', message, requestId: '0199f3a2-6f0b-7c11-a4f0-2d6b5f0e9c31' }
  return async (page) => {
    await page.route(url, (route) => route.fulfill({ status: 500, json: problem }))
  }
}
