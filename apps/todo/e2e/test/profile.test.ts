import { expect, test } from 'vitest'
import { inChromium } from './in-chromium.js'

inChromium('The profile', (todo) => {
  const isTall = { value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }

  test('shows who a person is, their role in words, and nothing that they do not hold', async () => {
    const person = await todo().scim.createPerson({
      givenName: 'Apoc',
      familyName: 'Table',
      roles: ['todo-er'],
      externalId: '00u7apoc',
    })
    const page = await todo().visit('/profile', { as: person })
    await page.getByRole('heading', { level: 1, name: 'Apoc Table' }).waitFor()
    await page.getByText('One role and no entitlements.').waitFor()
    const role = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Todo-er' }) })
    expect(await role.innerText()).toContain('You can add, complete and delete your own todos.')
    expect(await page.getByRole('article').count()).toBe(1)
    await page.getByRole('columnheader', { name: /^Todo-er.*yours$/ }).waitFor()
    await page.getByText('00u7apoc').waitFor()
  })

  test('shows an entitlement from the moment it is granted over SCIM, and no longer than it is held', async () => {
    const { scim } = todo()
    const person = await scim.createPerson({ givenName: 'Tank', familyName: 'Tall', roles: ['todo-er'] })
    await scim.patch(person.id, { op: 'add', path: 'entitlements', value: [isTall] })
    const page = await todo().visit('/profile', { as: person })
    await page.getByText('One role and one entitlement.').waitFor()
    const held = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'This user is so tall' }) })
    expect(await held.innerText()).toContain('Characteristic')
    expect(await held.innerText()).toContain('is_tall')

    await scim.patch(person.id, { op: 'remove', path: 'entitlements[value eq "is_tall"]' })
    await page.reload()
    await page.getByText('One role and no entitlements.').waitFor()
    expect(await held.count()).toBe(0)
  })

  test('shows every role that a person holds', async () => {
    const person = await todo().scim.createPerson({
      givenName: 'Sati',
      familyName: 'Both',
      roles: ['todo-er', 'todo-auditor'],
    })
    const page = await todo().visit('/profile', { as: person })
    await page.getByText('Two roles and no entitlements.').waitFor()
    await page.getByRole('columnheader', { name: /^Todo Auditor.*yours$/ }).waitFor()
    expect(await page.getByRole('columnheader', { name: 'Manager', exact: true }).count()).toBe(1)
  })
})
