import type { Access, TenantDirectory } from '@rollcall/server'
import type { Permission } from '../contract.js'
import { ApiRefusal } from '../http/api-refusal.js'

/** Who makes a request, as the directory knows them at this moment. */
export interface Person {
  readonly id: string
  readonly tenant: string
  readonly directory: TenantDirectory<Permission>
  readonly access: Access<Permission>
}

export function may(person: Person, permission: Permission): boolean {
  return person.access.permissions.includes(permission)
}

/** @throws ApiRefusal `noAccess` when the person may do nothing at all, `notAllowed` when they may do other things */
export function assertMay(person: Person, permission: Permission): void {
  assertHasAccess(person)
  if (!may(person, permission)) throw new ApiRefusal('notAllowed', `Your roles do not let you ${deeds[permission]}.`)
}

/** @throws ApiRefusal `noAccess` */
export function assertHasAccess(person: Person): void {
  if (person.access.permissions.length > 0) return
  throw new ApiRefusal(
    'noAccess',
    `No role lets you use Todo yet. Whoever manages access at ${person.tenant} can grant you one.`,
  )
}

const deeds: Record<Permission, string> = {
  'todo:own': 'keep todos of your own',
  'todo:audit': 'read everyone’s todos',
  'todo:assign': 'assign todos',
  'todo:complete-any': 'complete others’ todos',
}
