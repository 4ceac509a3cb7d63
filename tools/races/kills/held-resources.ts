/** What one client's users are, by their names: as it wrote them, or as they are found. */
export type HeldUsers = Readonly<Record<string, HeldUser>>

export interface HeldUser {
  /** Two attributes that are always written together: where they differ, half of a write is there. */
  readonly texts: readonly [string, string]
  readonly roles: readonly string[]
  readonly groups: readonly string[]
}

/** A request that writes. What it concerns is the client's own, but for the groups, which all clients share. */
export type Write =
  | { readonly kind: 'create'; readonly userName: string; readonly text: string }
  | { readonly kind: 'patch'; readonly userName: string; readonly text: string }
  | { readonly kind: 'grant' | 'revoke'; readonly userName: string; readonly role: string }
  /** Several users in one request: all of them or none. */
  | { readonly kind: 'join' | 'leave'; readonly userNames: readonly string[]; readonly group: string }
  | { readonly kind: 'delete'; readonly userName: string }

/** What is held after the write. */
export function afterWrite(held: HeldUsers, write: Write): HeldUsers {
  switch (write.kind) {
    case 'create':
      return { ...held, [write.userName]: { texts: [write.text, write.text], roles: ['member'], groups: [] } }
    case 'patch':
      return changed(held, [write.userName], (user) => ({ ...user, texts: [write.text, write.text] }))
    case 'grant':
      return changed(held, [write.userName], (user) => ({ ...user, roles: withValue(user.roles, write.role) }))
    case 'revoke':
      return changed(held, [write.userName], (user) => ({ ...user, roles: withoutValue(user.roles, write.role) }))
    case 'join':
      return changed(held, write.userNames, (user) => ({ ...user, groups: withValue(user.groups, write.group) }))
    case 'leave':
      return changed(held, write.userNames, (user) => ({ ...user, groups: withoutValue(user.groups, write.group) }))
    case 'delete':
      return Object.fromEntries(Object.entries(held).filter(([userName]) => userName !== write.userName))
  }
}

function changed(held: HeldUsers, userNames: readonly string[], change: (user: HeldUser) => HeldUser): HeldUsers {
  return Object.fromEntries(
    Object.entries(held).map(([name, user]) => [name, userNames.includes(name) ? change(user) : user]),
  )
}

function withValue(values: readonly string[], value: string): readonly string[] {
  return [...withoutValue(values, value), value].sort()
}

function withoutValue(values: readonly string[], value: string): readonly string[] {
  return values.filter((each) => each !== value)
}

/** Equal users make equal texts. */
export function printHeld(held: HeldUsers): string {
  const users = Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1))
  return users.map(([name, { texts, roles, groups }]) => `${name} ${texts.join('|')} [${roles}] {${groups}}`).join('\n')
}
