import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { type Options, rateLimit } from 'express-rate-limit'
import { ApiRefusal } from '../http/api-refusal.js'

/** How many failed sign-ins are borne within a window. */
export interface TryLimits {
  readonly windowMs: number
  /** For one e-mail, whether there is such a person or not. */
  readonly perEmail: number
  /** From one address: an office shares one. */
  readonly perAddress: number
}

export const defaultTryLimits: TryLimits = { windowMs: 15 * 60_000, perEmail: 10, perAddress: 100 }

/** Refuses to try passwords by the thousand. Counts in this process; successful sign-ins do not count. */
export function limitTries({ windowMs, perEmail, perAddress }: TryLimits): readonly RequestHandler[] {
  const shared: Partial<Options> = {
    windowMs,
    skipSuccessfulRequests: true,
    // Sends Retry-After too.
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether forwarded addresses are believed is decided by `trust proxy`, on purpose.
    validate: { xForwardedForHeader: false, forwardedHeader: false, trustProxy: false },
    handler: refuse,
  }
  return [
    rateLimit({ ...shared, limit: perAddress, identifier: 'address' }),
    rateLimit({ ...shared, limit: perEmail, identifier: 'email', keyGenerator: emailOf }),
  ]
}

function refuse(_request: Request, response: Response, next: NextFunction): void {
  const minutes = Math.ceil(Number(response.getHeader('Retry-After')) / 60)
  const wait = minutes > 1 ? `${minutes} minutes` : 'a minute'
  next(new ApiRefusal('tooManyTries', `Too many tries to sign in. Wait ${wait}, then try again.`))
}

/** As the directory folds a userName (D-52), or more: whatever is spelled in two ways there counts as one here. */
function emailOf(request: Request): string {
  const { email } = (request.body ?? {}) as { readonly email?: unknown }
  if (typeof email !== 'string') return ''
  const characters = Array.from(email.trim().slice(0, 320).normalize('NFKC'), (one) => one.toLowerCase())
  return characters.join('').normalize('NFKC').trim()
}
