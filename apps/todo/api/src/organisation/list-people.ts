import type { Access, TenantDirectory } from '@rollcall/server'
import type { OrganisationPerson, Permission } from '../contract.js'

/** Everyone of the organisation with what they hold, by name. The directory is read page by page. */
export async function listPeople(
  directory: TenantDirectory<Permission>,
  openTodos: ReadonlyMap<string, number>,
): Promise<readonly OrganisationPerson[]> {
  const people: OrganisationPerson[] = []
  for await (const { id } of directory.users.list()) {
    const access = await directory.accessOf(id)
    // Undefined for somebody removed since the page was read.
    if (access) people.push(showPerson(access, openTodos.get(id) ?? 0))
  }
  return people.sort(byName)
}

function showPerson({ user, active, roles, entitlements }: Access<Permission>, openTodos: number): OrganisationPerson {
  return {
    id: user.id,
    displayName: user.displayName,
    userName: user.userName,
    active,
    roles: roles.map(({ value, display }) => ({ value, display })),
    entitlements: entitlements.map(({ value, display, type }) => ({ value, display, type: type ?? null })),
    openTodos,
  }
}

function byName(one: OrganisationPerson, other: OrganisationPerson): number {
  return collator.compare(one.displayName, other.displayName) || collator.compare(one.userName, other.userName)
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
