import type { PasswordChange } from '../patch/password-change.js'
import type { Id } from '../resource/resource.js'
import type { Draft } from '../storage/resource-store.js'
import type { OperationContext } from './operation-context.js'

/** A password's change with the password hashed, ready to be staged. */
export type HashedChange = { readonly kind: 'none' | 'remove' } | { readonly kind: 'set'; readonly hash: string }

/**
 * Hashes a password before the transaction, whose work must be able to run again. Where passwords are not kept they are
 * dropped: Okta sends one with every create (Q27).
 */
export async function hashPasswordChange(
  context: OperationContext,
  user: Id,
  change: PasswordChange,
): Promise<HashedChange> {
  // What is not there is not removed: the version stays (D-70).
  if (change.kind === 'remove' && !(await mayHavePassword(context, user))) return { kind: 'none' }
  if (change.kind !== 'set') return change
  return hashSetPassword(context, change.password)
}

async function mayHavePassword(context: OperationContext, user: Id): Promise<boolean> {
  return context.stagesPasswords === true || (await context.store.passwordHash(user)) !== undefined
}

async function hashSetPassword(context: OperationContext, password: string): Promise<HashedChange> {
  if (context.hashPassword) return { kind: 'set', hash: await context.hashPassword(password) }
  if (!context.manner.strict) context.manner.tolerated('dropPassword')
  return { kind: 'none' }
}

/** As `hashPasswordChange`, for a body that holds the password, or leaves it as it is. */
export async function hashGivenPassword(
  context: OperationContext,
  password: string | undefined,
): Promise<HashedChange> {
  return password === undefined ? { kind: 'none' } : hashSetPassword(context, password)
}

/** Stages what becomes of the password. */
export function stagePassword(draft: Draft, user: Id, change: HashedChange): void {
  if (change.kind === 'none') return
  draft.setPassword(user, change.kind === 'set' ? change.hash : undefined)
}
