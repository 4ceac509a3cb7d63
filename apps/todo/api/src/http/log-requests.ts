import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { requestIdOf } from './request-id.js'

/** One request of the app's own API, after its answer. Never a body, a query or a cookie. */
export interface RequestLogEntry {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
}

/** Mounted before every route, so that none is missed. */
export function logRequests(log: (entry: RequestLogEntry) => void, now: () => number): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const started = now()
    const { method } = request
    const path = `${request.baseUrl}${request.path}`
    response.once('close', () => {
      log({ requestId: requestIdOf(response), method, path, status: response.statusCode, ms: now() - started })
    })
    next()
  }
}
