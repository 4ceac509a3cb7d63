import { ScimError } from '@rollcall/scim'
import type { ResourceStore } from '@rollcall/scim/storage'
import { importResources } from '../import/import-resources.js'
import type { DirectoryUser, TenantDirectory } from '../rollcall.js'
import type { Service } from '../service.js'
import { accessOf, accessShape, rolesOnOffer } from './access-of.js'
import { openStoreOf, openTenant } from './open-tenant.js'
import { createUsers, findUser } from './users.js'

/** One organisation, from the app's side. Every answer is true as of the call. */
export function createTenantDirectory<P extends string>(service: Service, tenant: string): TenantDirectory<P> {
  const open = () => openTenant(service, tenant)

  async function currentAccess(user: string) {
    const { configuration, provider } = await open()
    const answer = await provider.find(configuration.userType, user, accessShape)
    return answer && accessOf<P>(configuration, answer.stored)
  }

  return {
    tenant,
    accessOf: currentAccess,
    async can(user, permission) {
      const access = await currentAccess(user)
      return access?.permissions.includes(permission) ?? false
    },
    async roles() {
      return rolesOnOffer<P>((await open()).configuration)
    },
    async authenticate(userName, password) {
      return authenticate(service, await openStoreOf(service, tenant), userName, password)
    },
    users: createUsers(open),
    importResources: (file, options) => importResources(service, tenant, file, options),
  }
}

/** An unknown organisation and a wrong name cost as much as a wrong password: nobody learns who is here. */
async function authenticate(
  { passwords }: Service,
  store: ResourceStore,
  userName: string,
  password: string,
): Promise<DirectoryUser | undefined> {
  const user = await findByName(store, userName)
  const hash = user && (await store.passwordHash(user.id))
  return (await passwords.verify(password, hash)) ? user : undefined
}

/** A name that no filter can hold is nobody's. */
async function findByName(store: ResourceStore, userName: string): Promise<DirectoryUser | undefined> {
  try {
    return await findUser(store, `userName eq ${JSON.stringify(userName)}`)
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}
