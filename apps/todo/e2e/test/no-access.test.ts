import { expect, test } from 'vitest'
import { inChromium } from './in-chromium.js'

inChromium('A person without a role', (todo) => {
  const hire = (familyName: string) => todo().scim.createPerson({ givenName: 'Cypher', familyName })

  test('is told what is missing, who grants it, and what to ask for', async () => {
    const person = await hire('Reagan')
    const page = await todo().visit('/', { as: person })
    await page.getByRole('heading', { level: 1, name: 'You can sign in, Cypher, but you have no access yet' }).waitFor()
    await page.getByText('A role is missing').waitFor()
    await page.getByText('An administrator at gridco.example grants it.').waitFor()
    expect(await page.getByRole('blockquote').innerText()).toContain(person.userName)
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.getByRole('navigation', { name: 'Pages' }).first().waitFor()
    expect(await page.getByRole('link', { name: 'Organisation' }).count()).toBe(0)
  })

  test('sees the page open by itself when the role is granted over SCIM', async () => {
    const person = await hire('Waiting')
    const page = await todo().visit('/', { as: person })
    await page.getByText('A role is missing').waitFor()
    await todo().scim.setRoles(person.id, 'todo-er')
    await page.getByRole('heading', { level: 1, name: "What's on your plate?" }).waitFor()
    await page.getByText('Todo is open for you: you now hold Todo-er.').waitFor()
    await page.getByLabel('Add a todo').fill('Begin')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'Begin' }).waitFor()
  })

  test('whose role is taken away while the page is open is told at the next action', async () => {
    const person = await hire('Leaving')
    await todo().scim.setRoles(person.id, 'todo-er')
    const page = await todo().visit('/', { as: person, faults: ['POST /api/todos 403'] })
    await page.getByRole('heading', { name: 'You have no todos yet' }).waitFor()
    await todo().scim.setRoles(person.id)
    await page.getByLabel('Add a todo').fill('Too late')
    await page.keyboard.press('Enter')
    await page.getByText('A role is missing').waitFor()
  })
})
