/** All that a session keeps: whose it is. Who they are and what they may do is read at each request. */
export interface SessionUser {
  readonly tenant: string
  readonly id: string
}

declare module 'express-session' {
  interface SessionData {
    user: SessionUser
  }
}
