import { Router } from 'express'
import type { Session } from '../contract.js'
import type { DemoPeople } from '../demo/demo-people.js'
import type { Person } from '../people/person.js'
import type { TodoRollcall } from '../roles.js'
import { findPerson } from './for-person.js'
import { meOf } from './me.js'
import { endSession } from './session-life.js'

export interface SessionRoutesOptions {
  readonly rollcall: TodoRollcall
  readonly demoPeople: DemoPeople
}

export function sessionRoutes({ rollcall, demoPeople }: SessionRoutesOptions): Router {
  const router = Router()
  router.get('/session', async (request, response) => {
    response.json(await sessionOf(await findPerson(rollcall, request), demoPeople))
  })
  router.post('/sign-out', async (request, response) => {
    await endSession(request)
    response.status(204).end()
  })
  return router
}

export async function sessionOf(person: Person | undefined, demoPeople: DemoPeople): Promise<Session> {
  return { person: person ? await meOf(person) : null, demo: await demoPeople() }
}
