import { randomBytes } from 'node:crypto'
import type { AppDatabase } from '@rollcall/server'
import { type NextFunction, type Request, type Response, Router } from 'express'
import session from 'express-session'
import type { Settings } from '../database/settings.js'
import { type SessionLifetime, SessionStore } from './session-store.js'

export interface SessionsOptions {
  readonly database: AppDatabase
  readonly settings: Settings
  /** The browser speaks TLS, to us or to the proxy in front. */
  readonly isHttps: boolean
  readonly lifetime: SessionLifetime
  readonly now: () => number
}

/** Knows the browser by a cookie that holds a random id, signed with a key that all processes share. */
export async function createSessions(options: SessionsOptions): Promise<Router> {
  const { database, settings, isHttps, lifetime, now } = options
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps } as const
  const router = Router()
  if (isHttps) router.use(trustTheOutside)
  router.use(
    session({
      name: isHttps ? '__Host-todo-session' : 'todo-session',
      secret: await settings.findOrPut('session-secret', randomBytes(32).toString('base64url')),
      store: new SessionStore({ database, lifetime, cookie: { ...cookie, originalMaxAge: null }, now }),
      cookie,
      resave: false,
      saveUninitialized: false,
    }),
  )
  return router
}

/** The public URL says that the browser speaks TLS: what the proxy speaks to us does not decide whether the cookie is sent. */
function trustTheOutside(request: Request, _response: Response, next: NextFunction): void {
  Object.defineProperty(request, 'secure', { value: true, configurable: true })
  next()
}
