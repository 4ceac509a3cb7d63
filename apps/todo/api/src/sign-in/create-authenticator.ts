import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '@rollcall/server'
import type { TodoRollcall } from '../roles.js'

/** The person whose password this is, active or not. Takes the same work where there is no such person or organisation. */
export type Authenticate = (tenant: string, email: string, password: string) => Promise<DirectoryUser | undefined>

export function createAuthenticator(rollcall: TodoRollcall): Authenticate {
  let someTenant: string | undefined
  return async (tenant, email, password) => {
    if (await rollcall.tenants.exists(tenant)) return rollcall.ofTenant(tenant).authenticate(email, password)
    // Done for the time it takes: an answer at once would tell strangers who is not a customer.
    someTenant ??= (await rollcall.tenants.list())[0]?.name
    if (someTenant !== undefined) await rollcall.ofTenant(someTenant).authenticate(randomUUID(), password)
    return undefined
  }
}
