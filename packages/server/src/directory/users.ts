import { parseFilter, User } from '@rollcall/scim'
import type { Position, Query, ResourceStore } from '@rollcall/scim/storage'
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
      const answer = await (await open()).provider.find(User, id, plainShape)
      return answer && directoryUser(answer.stored)
    },
    async find(filter) {
      return findUser((await open()).store, filter)
    },
    async *list(filter) {
      yield* listUsers((await open()).store, filter)
    },
    async create(user) {
      const tenant = await open()
      return directoryUser(await tenant.provider.create(User, { schemas: [User.schema.id], ...user }))
    },
    async patch(id, operations) {
      const tenant = await open()
      return directoryUser(await tenant.provider.modify(User, id, patchMessage(operations)))
    },
    async remove(id) {
      await (await open()).provider.remove(User, id)
    },
  }
}

/** RFC 7644 §3.5.2. */
function patchMessage(operations: readonly UserPatchOperation[]) {
  return { schemas: [patchSchema], Operations: operations }
}

/** The first user that a filter matches. @throws ScimError invalidFilter */
export async function findUser(store: ResourceStore, filter: string): Promise<DirectoryUser | undefined> {
  const { items } = await store.query([User], queryOf(filter, undefined, 1))
  const [first] = items
  return first && directoryUser(first)
}

/** By keyset, so that whoever comes or goes meanwhile shifts nobody from page to page. */
async function* listUsers(store: ResourceStore, filter: string | undefined): AsyncGenerator<DirectoryUser> {
  let position: Position | undefined
  do {
    const page = await store.query([User], queryOf(filter, position, pageSize))
    for (const stored of page.items) yield directoryUser(stored)
    position = page.next
  } while (position)
}

function queryOf(filter: string | undefined, position: Position | undefined, count: number): Query {
  return {
    filter: filter === undefined ? undefined : parseFilter(filter, User),
    sort: undefined,
    page: { kind: 'after', position, count },
    show: { grants: false, groups: false },
    total: false,
  }
}
