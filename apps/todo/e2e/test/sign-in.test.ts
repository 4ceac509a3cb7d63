import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demo } from '../src/todo/demo.js'
import { inChromium } from './in-chromium.js'

inChromium('Signing in', (todo) => {
  const { trinity } = demo

  async function enterEmail(page: Page, email: string): Promise<void> {
    await page.getByLabel('Work e-mail').fill(email)
    await page.getByRole('button', { name: 'Continue' }).click()
  }

  async function enterPassword(page: Page, password: string): Promise<void> {
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  const plate = (page: Page) => page.getByRole('heading', { level: 1, name: "What's on your plate?" })

  test('by typing leads to the todos', async () => {
    const page = await todo().visit('/')
    await page.waitForURL('**/sign-in')
    await enterEmail(page, trinity.userName)
    await enterPassword(page, trinity.password)
    await plate(page).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })

  test("by a demo person's card needs the password alone", async () => {
    const page = await todo().visit('/sign-in')
    await page.getByRole('button', { name: /Trinity JustTrinity/ }).click()
    expect(await page.getByLabel('Work e-mail').inputValue()).toBe(trinity.userName)
    await page.getByRole('button', { name: 'Continue' }).click()
    await enterPassword(page, trinity.password)
    await plate(page).waitFor()
  })

  test('Enter goes on from field to field', async () => {
    const page = await todo().visit('/sign-in')
    await page.getByLabel('Work e-mail').press('Enter')
    await page.getByText('Enter your work e-mail to go on.').waitFor()
    await page.keyboard.type(trinity.userName)
    await page.keyboard.press('Enter')
    await page.getByLabel('Password', { exact: true }).press('Enter')
    await page.getByText('Enter your password to sign in.').waitFor()
    await page.keyboard.type(trinity.password)
    await page.keyboard.press('Enter')
    await plate(page).waitFor()
  })

  test('with a wrong password says so, and the next try works', async () => {
    const page = await todo().visit('/sign-in', { faults: ['POST /api/sign-in 401'] })
    await enterEmail(page, trinity.userName)
    await enterPassword(page, 'Machines')
    await page.getByRole('alert').getByText('The e-mail or the password is wrong.').waitFor()
    await enterPassword(page, trinity.password)
    await plate(page).waitFor()
  })

  test('with an address that has no @ is told before a password is asked for', async () => {
    const page = await todo().visit('/sign-in')
    await enterEmail(page, 'trinity')
    await page.getByText('“trinity” is not an e-mail address: it has no @.').waitFor()
    expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0)
  })

  test('too often in vain says how long it pauses', async () => {
    const email = 'nobody@gridco.example'
    for (let tried = 0; tried < 10; tried++) {
      await fetch(`${todo().origin}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'a guess' }),
      })
    }
    const page = await todo().visit('/sign-in', { faults: ['POST /api/sign-in 429'] })
    await enterEmail(page, email)
    await enterPassword(page, 'a guess')
    await page.getByRole('alert').getByText('Too many tries.').waitFor()
  })

  test('comes back to the page that was asked for', async () => {
    const page = await todo().visit('/profile')
    await enterEmail(page, trinity.userName)
    await enterPassword(page, trinity.password)
    await page.getByRole('heading', { level: 1, name: 'Trinity JustTrinity' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/profile')
  })

  test('is over when the person signs out', async () => {
    const page = await todo().visit('/', { as: trinity })
    await page.getByRole('button', { name: /Your menu/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    await page.goto(`${todo().origin}/profile`)
    await page.waitForURL('**/sign-in?to=*')
  })
})
