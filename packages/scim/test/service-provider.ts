import { clientOf, type ScimClient } from '../src/conformance/scim-client.js'
import type { Catalogue } from '../src/entitlements/catalogue.js'
import { catalogueAssignments, publishCatalogue } from '../src/entitlements.js'
import { createServiceProvider } from '../src/http/create-service-provider.js'
import { compatibleManner, type Manner } from '../src/manner.js'
import { boolean } from '../src/schema/attribute.js'
import { Group } from '../src/schema/group.js'
import { defineSchema } from '../src/schema/schema.js'
import { User } from '../src/schema/user.js'
import { memoryStorage } from '../src/storage/memory-storage.js'

export { userBody, userUrn } from '../src/conformance/sample-bodies.js'
export { clientOf, patchOpUrn, type ScimAnswer, type ScimClient } from '../src/conformance/scim-client.js'

export const characteristicUrn = 'urn:bestapps:scim:schemas:extension:todoapp:1.0:Characteristic'

const times = { created: 1_700_000_000_000, lastModified: 1_700_000_000_000 }

const role = (value: string, display: string) => ({
  value,
  display,
  description: undefined,
  attributes: {},
  supported: true,
  ...times,
})

/** The catalogue of the workshop's demo: three roles and one kind of entitlement. */
export const workshopCatalogue: Catalogue = {
  roles: [role('todo-er', 'Todo-er'), role('todo-auditor', 'Todo Auditor'), role('manager', 'Manager')],
  entitlementTypes: [
    {
      name: 'Characteristic',
      endpoint: '/Characteristics',
      description: 'Facts about a person',
      extension: defineSchema(characteristicUrn, { is_tall: boolean() }),
      values: [
        {
          value: 'is_tall',
          display: 'This user is so tall',
          description: 'Taller than most',
          attributes: { is_tall: true },
          supported: true,
          ...times,
        },
      ],
    },
  ],
}

/** A client of a fresh service provider over the memory store, as HTTP sees it. */
export function createTestClient(
  options: { catalogue?: Catalogue; manner?: Manner; basePath?: string; now?: () => number } = {},
): ScimClient {
  const catalogue = options.catalogue ?? workshopCatalogue
  const failures: unknown[] = []
  const { fetch } = createServiceProvider({
    resourceTypes: [User, Group],
    store: memoryStorage().ofTenant('gridco.example', { connection: 'okta', request: 'test' }),
    published: publishCatalogue(catalogue, 'okta'),
    assignments: catalogueAssignments(catalogue),
    manner: options.manner ?? compatibleManner,
    hashPassword: async (password) => `hashed:${password.length}`,
    failed: (error) => failures.push(error),
    ...(options.now ? { now: options.now } : {}),
  })
  return clientOf(async (request) => {
    const response = await fetch(request)
    // A 500 is a bug of ours: show it instead of the silent answer.
    if (failures.length > 0) throw failures.pop()
    return response
  })
}
