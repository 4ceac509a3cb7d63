import { expect, test } from 'vitest'
import { publishCatalogue } from './publish-catalogue.js'

const configOf = (names: readonly string[]): object => {
  const entitlementTypes = names.map((name) => ({
    name,
    endpoint: `/${name}s`,
    description: '',
    extension: undefined,
    values: [],
  }))
  const publications = publishCatalogue({ roles: [], entitlementTypes }, 'ietf')
  return Object.assign({}, ...publications.map(({ rolesAndEntitlements }) => rolesAndEntitlements))
}

test("in the draft's dialect the configuration names the types of entitlements, where there are any", () => {
  expect(configOf(['License', 'Trait'])).toMatchObject({
    entitlements: { supported: true, types: ['License', 'Trait'] },
  })
  expect(configOf([])).toMatchObject({ entitlements: { supported: true } })
  expect(JSON.stringify(configOf([]))).not.toContain('types')
})

test("in the draft's dialect a value says how many may hold it, and nothing where any number may", () => {
  const times = { created: 0, lastModified: 0, description: undefined, attributes: {}, supported: true }
  const roles = [
    { value: 'admin', display: 'Admin', seats: 3, ...times },
    { value: 'member', display: 'Member', ...times },
  ]
  const [published] = publishCatalogue({ roles, entitlementTypes: [] }, 'ietf')
  expect(published?.resources.map(({ document }) => document)).toMatchObject([
    { limitedAssignmentsPermitted: true, totalAssignmentsPermitted: 3 },
    { limitedAssignmentsPermitted: false },
  ])
  expect(published?.resources[1]?.document).not.toHaveProperty('totalAssignmentsPermitted')
})
