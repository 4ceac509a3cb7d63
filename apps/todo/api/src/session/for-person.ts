import type { Access } from '@rollcall/server'
import type { Request, RequestHandler, Response } from 'express'
import type { Permission } from '../contract.js'
import { ApiRefusal } from '../http/api-refusal.js'
import type { Person } from '../people/person.js'
import type { TodoRollcall } from '../roles.js'
import { endSession } from './session-life.js'

/** Handles a request of somebody who is signed in. */
export type PersonHandler = (person: Person, request: Request, response: Response) => Promise<void>

/** Routes for signed-in people: the person is read from the directory at each request, so that a change counts from the next one on. */
export function forPerson(rollcall: TodoRollcall, handle: PersonHandler): RequestHandler {
  return async (request, response) => {
    const person = await findPerson(rollcall, request)
    if (!person) throw new ApiRefusal('signedOut', 'You are not signed in.')
    await handle(person, request, response)
  }
}

/**
 * Whose session the request belongs to; undefined for nobody's. The session of a person who was deactivated or removed
 * ends here.
 * @throws ApiRefusal `deactivated`
 */
export async function findPerson(rollcall: TodoRollcall, request: Request): Promise<Person | undefined> {
  const { user } = request.session
  if (!user) return undefined
  const directory = rollcall.ofTenant(user.tenant)
  const access: Access<Permission> | undefined = await directory.accessOf(user.id)
  if (access?.active) return { id: user.id, tenant: user.tenant, directory, access }
  await endSession(request)
  throw new ApiRefusal('deactivated', `Your account at ${user.tenant} is no longer active, so you were signed out.`)
}
