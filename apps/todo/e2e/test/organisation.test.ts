import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { demo } from '../src/todo/demo.js'
import type { Person } from '../src/todo/scim-client.js'
import { inChromium } from './in-chromium.js'

inChromium("The organisation's todos", (todo) => {
  let manager: Person
  let auditor: Person
  let worker: Person

  beforeAll(async () => {
    const { scim } = todo()
    manager = await scim.createPerson({ givenName: 'Odile', familyName: 'Marsh', roles: ['manager'] })
    auditor = await scim.createPerson({ givenName: 'Ines', familyName: 'Prado', roles: ['todo-auditor'] })
    worker = await scim.createPerson({ givenName: 'Ravi', familyName: 'Sharma', roles: ['todo-er'] })
  })

  const row = (page: Page, task: string) => page.getByRole('row').filter({ hasText: task })
  const selected = (page: Page) => page.getByRole('region', { name: 'Selected' })

  async function addFor(page: Page, task: string, assignee?: string): Promise<void> {
    await page.getByRole('button', { name: 'Add todo' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a todo' })
    await dialog.getByLabel('What is to be done').fill(task)
    if (assignee !== undefined) {
      await dialog.getByRole('combobox', { name: 'Assignee' }).fill(assignee)
      await dialog.getByRole('option', { name: assignee }).click()
    }
    await dialog.getByRole('button', { name: 'Add todo' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await row(page, task).waitFor()
  }

  test('are added by a Manager for somebody, who finds them in their list', async () => {
    const page = await todo().visit('/organisation', { as: manager })
    await page.getByText('you can assign and complete all of them').waitFor()
    await addFor(page, 'Check the feeder in Row Lane', 'Ravi Sharma')
    await page.getByText('“Check the feeder in Row Lane” is added for Ravi Sharma.').waitFor()
    expect(await row(page, 'Check the feeder in Row Lane').innerText()).toContain('Ravi Sharma')

    const workers = await todo().visit('/', { as: worker })
    await workers.getByText('Assigned by Odile Marsh').waitFor()
    expect(await workers.getByRole('checkbox', { name: 'Check the feeder in Row Lane' }).isChecked()).toBe(false)
  })

  test('with no assignee are assigned by a Manager, and taken back by Undo', async () => {
    const page = await todo().visit('/organisation', { as: manager })
    await addFor(page, 'Name the new substation')
    await page.getByText('1 todo has no assignee').waitFor()
    await page.getByRole('button', { name: 'Assign “Name the new substation”' }).click()
    const dialog = page.getByRole('dialog', { name: 'Assign “Name the new substation”' })
    await dialog.getByRole('combobox', { name: 'Assignee' }).fill('Ravi')
    await dialog.getByRole('option', { name: 'Ravi Sharma' }).click()
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByText('“Name the new substation” is assigned to Ravi Sharma.').waitFor()
    const workers = await todo().visit('/', { as: worker })
    const box = workers.getByRole('checkbox', { name: 'Name the new substation' })
    await box.waitFor()

    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Assign “Name the new substation”' }).waitFor()
    await workers.reload()
    await workers.getByRole('heading', { name: 'What you can do here' }).waitFor()
    expect(await box.count()).toBe(0)
  })

  test("of another are completed by a Manager, which the other's list shows", async () => {
    const page = await todo().visit('/organisation', { as: manager })
    await addFor(page, 'Close the valve', 'Ravi Sharma')
    await page.getByRole('button', { name: 'Close the valve', exact: true }).click()
    await selected(page).getByText('Assigned to Ravi Sharma by you.').waitFor()
    await selected(page).getByRole('button', { name: 'Complete' }).click()
    await page.getByText('“Close the valve” is done.').waitFor()
    await row(page, 'Close the valve').waitFor({ state: 'hidden' })

    const workers = await todo().visit('/', { as: worker })
    await workers.getByRole('radio', { name: /^Done/ }).check()
    expect(await workers.getByRole('checkbox', { name: 'Close the valve' }).isChecked()).toBe(true)
  })

  test('are filtered by address, which a reload keeps', async () => {
    const page = await todo().visit('/organisation', { as: manager })
    await page.getByLabel('Find a todo').fill('substation access')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    await page.reload()
    await row(page, 'Review the substation access list').waitFor()
    expect(await page.getByLabel('Find a todo').inputValue()).toBe('substation access')
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByLabel('Find a todo').fill('no such thing')
    await page.getByText('None of them has “no such thing” in its text or its assignee.').waitFor()
    await page.getByRole('button', { name: 'Show all open todos' }).click()
    await row(page, 'Plan the transformer inspection').waitFor()
  })

  test('are all read by an Auditor, who finds no control that changes one', async () => {
    const page = await todo().visit('/', { as: auditor })
    await page.waitForURL('**/organisation')
    await page.getByText('you read all of them and change none').waitFor()
    await page.getByRole('button', { name: 'Review the substation access list' }).click()
    await selected(page).getByText('You read only: nothing can be changed here.').waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)
    expect(await selected(page).getByRole('button').count()).toBe(0)
    for (const name of [/^Add/, /^(re)?assign/i, /complete/i, /delete/i, /date/i, /edit/i]) {
      expect({ name, count: await page.getByRole('main').getByRole('button', { name }).count() }).toEqual({
        name,
        count: 0,
      })
    }
    expect(await page.getByRole('link', { name: 'My todos' }).count()).toBe(0)
  })

  test('list the people with what they hold and what they have open', async () => {
    const page = await todo().visit('/organisation', { as: manager })
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByRole('heading', { level: 1, name: 'People at gridco.example' }).waitFor()
    expect(await row(page, demo.trinity.userName).innerText()).toContain('Todo-er')
    expect(await row(page, demo.somnus.userName).innerText()).toContain('No role')
    expect(await row(page, manager.userName).innerText()).toContain('(you)')
    await page.getByRole('link', { name: '7 open todos of Trinity JustTrinity' }).click()
    await row(page, 'Plan the transformer inspection').waitFor()
    expect(await page.getByRole('row').count()).toBe(8)
  })

  test('stay hidden from a Todo-er, who is told which role sees them', async () => {
    const page = await todo().visit('/organisation', { as: demo.trinity })
    await page.getByRole('heading', { name: "These are other people's todos" }).waitFor()
    await page
      .getByText('At gridco.example, Manager or Todo Auditor sees them.')
      .or(page.getByText('At gridco.example, Todo Auditor or Manager sees them.'))
      .waitFor()
  })
})
