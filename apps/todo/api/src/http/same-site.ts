import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { ApiRefusal } from './api-refusal.js'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Lets a request change something only when it comes from the app's own pages (or from no browser at all), and as JSON:
 * a page of another site can send neither without being asked first.
 */
export function refuseOtherSites(publicUrl: string | undefined): RequestHandler {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin
  return (request: Request, _response: Response, next: NextFunction) => {
    if (safeMethods.has(request.method)) return next()
    assertOwnOrigin(request, publicOrigin)
    assertJson(request)
    next()
  }
}

function assertOwnOrigin(request: Request, publicOrigin: string | undefined): void {
  const origin = request.get('origin')
  const site = request.get('sec-fetch-site')
  if (origin === undefined) {
    if (site === undefined || site === 'same-origin' || site === 'none') return
    throw new ApiRefusal('notAllowed', 'This request came from another site, so nothing was changed.')
  }
  // Whether the proxy in front speaks TLS is not known here: the host decides.
  const own = [publicOrigin, `http://${request.host}`, `https://${request.host}`]
  if (own.includes(origin)) return
  throw new ApiRefusal(
    'notAllowed',
    `This request came from another site ('${origin.slice(0, 200)}'), so nothing was changed.`,
  )
}

function assertJson(request: Request): void {
  const type = request.get('content-type')
  if (type === undefined && request.method === 'DELETE') return
  if (type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json') return
  throw new ApiRefusal('invalid', "The request must be JSON: send 'Content-Type: application/json'.", 415)
}
