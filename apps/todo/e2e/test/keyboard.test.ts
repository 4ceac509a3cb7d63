import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demo } from '../src/todo/demo.js'
import { inChromium } from './in-chromium.js'

inChromium('The keyboard alone', (todo) => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)

  async function press(page: Page, ...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }

  test('signs in, adds, moves with j and k, ticks, takes it back, and deletes', async () => {
    const { userName, password } = await todo().scim.createPerson({
      givenName: 'Dozer',
      familyName: 'Keys',
      roles: ['todo-er'],
    })
    const page = await todo().visit('/')
    await page.getByLabel('Work e-mail').waitFor()
    await page.keyboard.type(userName)
    await press(page, 'Enter')
    await page.getByLabel('Password', { exact: true }).waitFor()
    await page.keyboard.type(password)
    await press(page, 'Enter')
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()

    await press(page, 'n')
    for (const task of ['First', 'Second', 'Third']) {
      await page.keyboard.type(task)
      await press(page, 'Enter')
      await page.getByRole('checkbox', { name: task }).waitFor()
    }
    await press(page, 'Escape', 'j')
    expect(await focused(page)).toBe('First')
    await press(page, 'j', 'j', 'k')
    expect(await focused(page)).toBe('Second')
    await press(page, 'Space')
    await page.getByText('Done just now.').waitFor()
    expect(await page.getByRole('checkbox', { name: 'Second' }).isChecked()).toBe(true)
    await press(page, 'u')
    await page.getByText(/0 done today, 3 to go/).waitFor()

    await press(page, 'x')
    await page.getByRole('dialog', { name: 'Delete this todo?' }).waitFor()
    await press(page, 'Enter')
    await page.getByText('“Second” is deleted.').waitFor()
    await page.reload()
    await page.getByRole('checkbox', { name: 'Third' }).waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(2)
  })

  test('sees where it is, and skips to the content', async () => {
    const page = await todo().visit('/', { as: demo.trinity })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await press(page, 'Tab')
    expect(await focused(page)).toBe('Skip to the content')
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
    expect(outline).not.toBe('none')
    await press(page, 'Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  test('opens a dialog, stays in it, and comes back to where it was', async () => {
    const page = await todo().visit('/', { as: demo.trinity })
    await page.getByRole('checkbox').first().waitFor()
    await press(page, 'j')
    const before = await focused(page)
    await press(page, '?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    for (let step = 0; step < 6; step++) {
      await press(page, 'Tab')
      expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
    }
    await press(page, 'Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => focused(page)).toBe(before)
  })
})
