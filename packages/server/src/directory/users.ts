import { parseFilter, type ResourceType, User } from '@rollcall/scim'
import type { Page, Position, QueryTarget, ResourceStore, StoredResource } from '@rollcall/scim/storage'
import type { DirectoryUser, UserPatchOperation, Users } from '../rollcall.js'
import { directoryUser } from './directory-user.js'
import type { OpenTenant } from './open-tenant.js'

const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const plainShape = { grants: false, groups: false, links: false }
const pageSize = 200

/** A tenant's users: the app's own reads and edits take the same way as the identity provider's. */
export function createUsers(open: () => Promise<OpenTenant>): Users {
  return {
    async get(id) {
      const { configuration, provider } = await open()
      const answer = await provider.find(configuration.userType, id, plainShape)
      return answer && directoryUser(answer.stored)
    },
    async find(filter) {
      const { configuration, store } = await open()
      return findUser(store, filter, configuration.userType)
    },
    async *list(filter) {
      const { configuration, store } = await open()
      yield* listUsers(store, filter, configuration.userType)
    },
    async create(user) {
      const tenant = await open()
      const { userType } = tenant.configuration
      return directoryUser(await tenant.provider.create(userType, { schemas: [User.schema.id], ...user }))
    },
    async patch(id, operations) {
      const tenant = await open()
      return directoryUser(await tenant.provider.modify(tenant.configuration.userType, id, patchMessage(operations)))
    },
    async remove(id) {
      const { configuration, provider } = await open()
      await provider.remove(configuration.userType, id)
    },
  }
}

/** RFC 7644 §3.5.2. */
function patchMessage(operations: readonly UserPatchOperation[]) {
  return { schemas: [patchSchema], Operations: operations }
}

/** The first user that a filter matches. @throws ScimError invalidFilter */
export async function findUser(
  store: ResourceStore,
  filter: string,
  userType: ResourceType = User,
): Promise<DirectoryUser | undefined> {
  const { items } = await pageAfter(store, targetOf(filter, userType), undefined, 1)
  const [first] = items
  return first && directoryUser(first)
}

/** By keyset, so that whoever comes or goes meanwhile shifts nobody from page to page. */
async function* listUsers(
  store: ResourceStore,
  filter: string | undefined,
  userType: ResourceType,
): AsyncGenerator<DirectoryUser> {
  const target = targetOf(filter, userType)
  let position: Position | undefined
  do {
    const page: Page<StoredResource> = await pageAfter(store, target, position, pageSize)
    for (const stored of page.items) yield directoryUser(stored)
    position = page.next
  } while (position)
}

function targetOf(filter: string | undefined, type: ResourceType): QueryTarget {
  return { type, filter: filter === undefined ? undefined : parseFilter(filter, type), sortPath: undefined }
}

/** In order of id. */
function pageAfter(
  store: ResourceStore,
  target: QueryTarget,
  position: Position | undefined,
  count: number,
): Promise<Page<StoredResource>> {
  return store.query([target], {
    order: 'ascending',
    page: { kind: 'after', position, count },
    show: { grants: false, groups: false },
    total: false,
  })
}
