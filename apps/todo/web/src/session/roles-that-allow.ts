import type { Me, Permission } from '@rollcall/todo-api/contract'

/** The names of the roles that give a permission, as the organisation offers them. */
export function rolesThatAllow(permission: Permission, me: Me): readonly string[] {
  return me.rolesOffered.filter((role) => role.allows.includes(permission)).map((role) => role.display)
}
