import type { Request } from 'express'
import type { SessionUser } from './session-user.js'

/** Begins a session with a new id: one that was known before the sign-in is worth nothing after it. */
export async function beginSession(request: Request, user: SessionUser): Promise<void> {
  await finished((done) => request.session.regenerate(done))
  request.session.user = user
  await finished((done) => request.session.save(done))
}

export async function endSession(request: Request): Promise<void> {
  await finished((done) => request.session.destroy(done))
}

function finished(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())))
}
