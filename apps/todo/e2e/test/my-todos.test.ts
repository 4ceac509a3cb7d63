import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Person } from '../src/todo/scim-client.js'
import { inChromium } from './in-chromium.js'

inChromium("A person's own todos", (todo) => {
  let hired = 0

  function hire(): Promise<Person> {
    hired += 1
    return todo().scim.createPerson({ givenName: 'Switch', familyName: `Operator ${hired}`, roles: ['todo-er'] })
  }

  async function add(page: Page, text: string): Promise<void> {
    await page.getByLabel('Add a todo').fill(text)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
  }

  const tick = (page: Page, task: string): Locator => page.getByRole('checkbox', { name: task, exact: true })
  const section = (page: Page, name: RegExp): Locator => page.getByRole('region', { name })

  async function openMenu(page: Page, task: string): Promise<void> {
    await page.getByRole('listitem').filter({ hasText: task }).hover()
    await page.getByRole('button', { name: `Actions for “${task}”` }).click()
  }

  /** As a date is written on the page: "Wed 25 Nov". */
  function tomorrow(): string {
    const date = new Date()
    date.setDate(date.getDate() + 1)
    const words = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).format(date)
    return words.replace(',', '')
  }

  test('begin with an empty list that says what to do', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
    await page.getByRole('button', { name: 'Write the first one' }).click()
    await page.keyboard.type('Count the fuses')
    await page.keyboard.press('Enter')
    await tick(page, 'Count the fuses').waitFor()
  })

  test('are added with the day that the text ends with, and are there after a reload', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Call the grid office tomorrow')
    const due = page.getByRole('button', {
      name: new RegExp(`^${tomorrow()}.*: due date of “Call the grid office”, change it`),
    })
    await due.waitFor()
    await section(page, /^(This week|Later)/)
      .getByRole('checkbox', { name: 'Call the grid office' })
      .waitFor()
    await page.reload()
    await due.waitFor()
    expect(await page.getByLabel('Add a todo').inputValue()).toBe('')
  })

  test('are all added, however fast one is typed after the other', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await page.route('**/api/todos', async (route) => {
      if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 300))
      await route.fallback()
    })
    for (const task of ['One', 'Two', 'Three']) await add(page, task)
    for (const task of ['One', 'Two', 'Three']) await tick(page, task).waitFor()
    await page.unrouteAll()
    await page.reload()
    for (const task of ['One', 'Two', 'Three']) await tick(page, task).waitFor()
  })

  test('that cannot be added come back to the field, with words', async () => {
    const page = await todo().visit('/', { as: await hire(), faults: ['POST /api/todos failed'] })
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
    await page.route('**/api/todos', (route) => route.abort('connectionrefused'))
    await add(page, 'Ask again friday')
    await page.getByRole('alert').getByText('“Ask again” was not added.').waitFor()
    expect(await page.getByLabel('Add a todo').inputValue()).toBe('Ask again friday')
  })

  test('are not added without a text', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, '   ')
    await page.getByText('Write what there is to do, then add it.').waitFor()
  })

  test('are ticked, stay in sight, and are opened again by Undo', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Oil the breaker')
    await tick(page, 'Oil the breaker').check()
    await page.getByText('Done just now.').waitFor()
    await page.getByText(/1 done today, nothing to go/).waitFor()
    await page.getByRole('button', { name: 'Undo “Oil the breaker”' }).click()
    await page.getByText(/0 done today, 1 to go/).waitFor()
    await page.reload()
    expect(await tick(page, 'Oil the breaker').isChecked()).toBe(false)

    await tick(page, 'Oil the breaker').check()
    await page.getByText('Done just now.').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'All done' }).waitFor()
    await page.getByRole('radio', { name: /^Done/ }).check()
    expect(await tick(page, 'Oil the breaker').isChecked()).toBe(true)
  })

  test('are deleted once that is confirmed, for good', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Paint the mast')
    await add(page, 'Keep the mast')
    await openMenu(page, 'Paint the mast')
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await tick(page, 'Paint the mast').count()).toBe(1)

    await openMenu(page, 'Paint the mast')
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete todo' }).click()
    await page.getByText('“Paint the mast” is deleted.').waitFor()
    await page.reload()
    await tick(page, 'Keep the mast').waitFor()
    expect(await tick(page, 'Paint the mast').count()).toBe(0)
  })

  test('are deleted after what was still being changed of them, without a word of failure', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Sell the mast')
    let letChangePass = () => {}
    const held = new Promise<void>((resolve) => {
      letChangePass = resolve
    })
    const sent: string[] = []
    await page.route('**/api/todos/*', async (route) => {
      sent.push(route.request().method())
      if (route.request().method() === 'PATCH') await held
      await route.fallback()
    })
    await tick(page, 'Sell the mast').check()
    await page.keyboard.press('x')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete todo' }).click()
    await page.waitForTimeout(300)
    expect(sent).toEqual(['PATCH'])
    letChangePass()
    await page.getByText('“Sell the mast” is deleted.').waitFor()
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
    expect(await page.getByText('was not changed').count()).toBe(0)
  })

  test('get a due date, another, and none', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Inspect the yard')
    await page.getByRole('button', { name: 'Set a date for “Inspect the yard”' }).click()
    await page.getByRole('button', { name: /^Today/ }).click()
    const due = page.getByRole('button', { name: /: due date of “Inspect the yard”, change it/ })
    await section(page, /Today/).getByRole('checkbox').waitFor()
    expect(await due.innerText()).toMatch(/^Today/)
    await due.click()
    await page.getByLabel('Another day').fill('2031-03-14')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.reload()
    expect(await due.innerText()).toMatch(/14 Mar 2031/)
    await due.click()
    await page.getByRole('button', { name: 'Remove the date' }).click()
    await page.getByRole('button', { name: 'Set a date for “Inspect the yard”' }).waitFor()
  })

  test('get another text in their place', async () => {
    const page = await todo().visit('/', { as: await hire() })
    await add(page, 'Wrte it down')
    await page.getByRole('button', { name: 'Edit “Wrte it down”' }).click()
    await page.getByLabel('Text of “Wrte it down”').fill('Write it down')
    await page.keyboard.press('Enter')
    await tick(page, 'Write it down').waitFor()
    await page.reload()
    await tick(page, 'Write it down').waitFor()
  })

  test('go back to what they were when the server cannot be reached, which the page says', async () => {
    const page = await todo().visit('/', { as: await hire(), faults: ['PATCH /api/todos/:id failed'] })
    await add(page, 'Wait for the line')
    await tick(page, 'Wait for the line').waitFor()
    await page.route('**/api/todos/*', (route) => route.abort('connectionrefused'))
    await tick(page, 'Wait for the line').click()
    await page.getByRole('alert').getByText('“Wait for the line” was not changed.').waitFor()
    expect(await tick(page, 'Wait for the line').isChecked()).toBe(false)
  })
})
