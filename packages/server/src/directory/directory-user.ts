import { type Json, type JsonObject, User } from '@rollcall/scim'
import { type StoredResource, viewOf } from '@rollcall/scim/storage'
import type { DirectoryUser } from '../rollcall.js'

/** The parts of a stored user that apps mostly read. */
export function directoryUser(stored: StoredResource): DirectoryUser {
  const view = viewOf(stored, User)
  const userName = textOf(view.userName) ?? ''
  const name = objectOf(view.name)
  const givenName = textOf(name?.givenName)
  const familyName = textOf(name?.familyName)
  const fullName = [givenName, familyName].filter((part) => part !== undefined).join(' ')
  return {
    id: stored.id,
    userName,
    externalId: stored.externalId,
    // Absent is not false: RFC 7643 leaves the meaning to us, and a user that nobody deactivated is active.
    active: view.active !== false,
    displayName: textOf(view.displayName) ?? textOf(name?.formatted) ?? (fullName === '' ? userName : fullName),
    givenName,
    familyName,
    created: stored.created,
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !isList(value) ? value : undefined
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
