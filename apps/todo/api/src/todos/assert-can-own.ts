import { ApiRefusal } from '../http/api-refusal.js'
import type { Person } from '../people/person.js'

/** @throws ApiRefusal `invalid` when the organisation has no such person, or they were deactivated */
export async function assertCanOwn(person: Person, owner: string | null): Promise<void> {
  if (owner === null || owner === person.id) return
  const user = await person.directory.users.get(owner)
  if (!user) throw new ApiRefusal('invalid', `There is no person '${owner}' at ${person.tenant}.`)
  if (!user.active)
    throw new ApiRefusal('invalid', `${user.displayName} is deactivated: todos cannot be assigned to them.`)
}
