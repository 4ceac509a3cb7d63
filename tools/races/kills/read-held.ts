import type { ScimBody } from '../deployment/scim-client.js'
import type { HeldUser, HeldUsers } from './held-resources.js'
import type { Send } from './write-load.js'

/** What is there of a client's users: found by a filter, so by their index rows, and in the groups, so by their edges. */
export async function readHeld(
  send: Send,
  prefix: string,
  groups: readonly string[],
): Promise<{ readonly held: HeldUsers; readonly ids: ReadonlyMap<string, string> }> {
  const filter = encodeURIComponent(`userName sw "${prefix}"`)
  const users = await read(send, `/Users?filter=${filter}&count=1000&excludedAttributes=groups`)
  const members = await Promise.all(groups.map((group) => readMembers(send, group)))
  const entries = (users.Resources ?? []).map((user) => {
    const { id = '', userName, nickName, title, roles = [] } = user
    const held: HeldUser = {
      texts: [String(nickName), String(title)],
      roles: roles.map(({ value }) => value).sort(),
      groups: groups.filter((_, n) => members[n]?.has(id)).sort(),
    }
    return [String(userName), held, id] as const
  })
  return {
    held: Object.fromEntries(entries.map(([userName, user]) => [userName, user])),
    ids: new Map(entries.map(([userName, , id]) => [userName, id])),
  }
}

async function readMembers(send: Send, group: string): Promise<ReadonlySet<string>> {
  const { members = [] } = await read(send, `/Groups/${group}`)
  return new Set(members.map(({ value }) => value))
}

/** @throws for an answer without a resource */
async function read(send: Send, path: string): Promise<ScimBody> {
  const { status, body } = await send('GET', path)
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${body.detail ?? ''}`)
  return body
}
