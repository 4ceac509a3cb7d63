import type { Users } from '@rollcall/server'
import type { PersonRef } from '../contract.js'

/** How many are asked for at once: other requests get their turn in between. */
const atOnce = 50

/** The names of people by their ids. Whoever the directory no longer knows is missing. */
export async function resolvePeople(
  users: Users,
  ids: Iterable<string | undefined>,
): Promise<ReadonlyMap<string, PersonRef>> {
  const asked = [...new Set(ids)].filter((id) => id !== undefined)
  const people = new Map<string, PersonRef>()
  for (let start = 0; start < asked.length; start += atOnce) {
    for (const user of await Promise.all(asked.slice(start, start + atOnce).map((id) => users.get(id)))) {
      if (user) people.set(user.id, { id: user.id, displayName: user.displayName })
    }
  }
  return people
}
