import { type Request, Router } from 'express'
import { z } from 'zod'
import type { SignIn } from '../contract.js'
import type { DemoPeople } from '../demo/demo-people.js'
import { ApiRefusal } from '../http/api-refusal.js'
import { readInput } from '../http/read-input.js'
import type { TodoRollcall } from '../roles.js'
import { findPerson } from '../session/for-person.js'
import { beginSession } from '../session/session-life.js'
import { sessionOf } from '../session/session-routes.js'
import type { SessionUser } from '../session/session-user.js'
import { organisationOf } from './organisation-of.js'
import { limitTries, type TryLimits } from './try-limits.js'

export interface SignInRoutesOptions {
  readonly rollcall: TodoRollcall
  readonly demoPeople: DemoPeople
  readonly limits: TryLimits
}

export function signInRoutes({ rollcall, demoPeople, limits }: SignInRoutesOptions): Router {
  const router = Router()
  router.post('/sign-in', ...limitTries(limits), async (request: Request, response) => {
    const user = await requireUser(rollcall, readInput(signInInput, request.body))
    await beginSession(request, user)
    response.json(await sessionOf(await findPerson(rollcall, request), demoPeople))
  })
  return router
}

/**
 * An unknown organisation, an unknown person and a wrong password are told apart by nobody outside: one answer, after
 * the same work.
 * @throws ApiRefusal `wrongCredentials` or `deactivated`
 */
async function requireUser(rollcall: TodoRollcall, { email, password }: SignIn): Promise<SessionUser> {
  const tenant = organisationOf(email)
  if (tenant === undefined) throw new ApiRefusal('invalid', emailSentence)
  const user = await rollcall.ofTenant(tenant).authenticate(email, password)
  if (!user) throw new ApiRefusal('wrongCredentials', 'That e-mail and password do not fit together.')
  // Only who knows the password learns that the account is there.
  if (!user.active) throw new ApiRefusal('deactivated', `Your account at ${tenant} is not active.`, 403)
  return { tenant, id: user.id }
}

const emailSentence = "Enter your work e-mail, such as 'you@company.example'."
const passwordSentence = 'Enter your password: at most 1,000 characters.'

const signInInput = z.strictObject({
  email: z.string({ error: emailSentence }).trim().min(3, { error: emailSentence }).max(320, { error: emailSentence }),
  password: z
    .string({ error: passwordSentence })
    .min(1, { error: passwordSentence })
    .max(1000, { error: passwordSentence }),
})
