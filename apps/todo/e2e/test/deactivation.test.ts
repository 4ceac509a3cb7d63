import { expect, test } from 'vitest'
import { inChromium } from './in-chromium.js'

inChromium('A person deactivated over SCIM', (todo) => {
  const hire = (familyName: string) => todo().scim.createPerson({ givenName: 'Mouse', familyName, roles: ['todo-er'] })

  test('while signed in is told so at the next action, and signs in again once active', async () => {
    const person = await hire('Signed In')
    const page = await todo().visit('/', {
      as: person,
      faults: ['POST /api/todos 401', 'POST /api/sign-in 403'],
    })
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
    await todo().scim.setActive(person.id, false)
    await page.getByLabel('Add a todo').fill('One more')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Your account was deactivated' }).waitFor()
    await page.getByText('An administrator at gridco.example, or its identity provider, deactivated it.').waitFor()

    await page.getByRole('link', { name: 'Sign in again' }).click()
    await page.getByLabel('Work e-mail').fill(person.userName)
    await page.keyboard.press('Enter')
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText(`The account ${person.userName} is deactivated.`).waitFor()

    await todo().scim.setActive(person.id, true)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
  })

  test('finds no way back in by loading the page again', async () => {
    const person = await hire('Reloading')
    const page = await todo().visit('/profile', { as: person, faults: ['GET /api/session 401'] })
    await page.getByRole('heading', { level: 1, name: 'Mouse Reloading' }).waitFor()
    await todo().scim.setActive(person.id, false)
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Your account was deactivated' }).waitFor()
    await page.goto(`${todo().origin}/profile`)
    await page.getByRole('heading', { level: 1, name: 'Sign in to Todo' }).waitFor()
    expect(await page.getByText(person.userName).count()).toBe(0)
  })
})
