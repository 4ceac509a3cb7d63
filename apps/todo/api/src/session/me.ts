import type { HeldRole, Me, OfferedRole, Permission } from '../contract.js'
import type { Person } from '../people/person.js'

/** The signed-in person as the pages show them. */
export async function meOf({ tenant, directory, access }: Person): Promise<Me> {
  const { user, roles, entitlements, permissions } = access
  return {
    id: user.id,
    displayName: user.displayName,
    givenName: user.givenName ?? null,
    familyName: user.familyName ?? null,
    userName: user.userName,
    organisation: tenant,
    externalId: user.externalId ?? null,
    since: new Date(user.created).toISOString(),
    roles: roles.map(roleOf),
    entitlements: entitlements.map(({ value, display, type, description }) => {
      return { value, display, type: type ?? null, description: description ?? null }
    }),
    permissions: inOrder(permissions),
    rolesOffered: (await directory.roles()).map(roleOf),
  }
}

interface Role {
  readonly value: string
  readonly display: string
  readonly description: string | undefined
  readonly allows: readonly Permission[]
}

function roleOf({ value, display, description, allows }: Role): HeldRole & OfferedRole {
  return { value, display, description: description ?? null, allows: inOrder(allows) }
}

/** Organisations' own roles may allow what this app does not know: it stays out. */
function inOrder(permissions: readonly Permission[]): readonly Permission[] {
  return Object.keys(order).filter((permission): permission is Permission =>
    permissions.some((each) => each === permission),
  )
}

/** A new permission does not compile without its place. */
const order: Record<Permission, true> = {
  'todo:own': true,
  'todo:audit': true,
  'todo:assign': true,
  'todo:complete-any': true,
}
