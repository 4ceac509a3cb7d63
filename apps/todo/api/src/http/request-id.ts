import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

const header = 'X-Request-Id'

/** Gives every request of the app a name, in its answer and in the log. */
export function giveRequestId(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader(header, randomUUID())
  next()
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader(header))
}
