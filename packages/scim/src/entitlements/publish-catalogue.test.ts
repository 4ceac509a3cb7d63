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
