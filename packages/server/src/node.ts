import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { errorResponse, ScimError } from '@rollcall/scim'
import { malformedRequest } from './http/answer-malformed.js'
import type { Rollcall } from './rollcall.js'

export { answerMalformed } from './http/answer-malformed.js'
export { stopServer } from './http/stop-server.js'

/**
 * Mounts Rollcall in a Node server or an Express app: `app.use('/scim/v2', toNodeHandler(rollcall))`, before any body
 * parser. What a client sends never ends the process.
 */
export function toNodeHandler(
  rollcall: Pick<Rollcall, 'fetch' | 'fetchAt'>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return getRequestListener((request, env) => answer(rollcall, request, (env as HttpBindings).incoming), {
    // The host app keeps its own Request and Response.
    overrideGlobalObjects: false,
    errorHandler: malformedRequest,
  })
}

async function answer(
  rollcall: Pick<Rollcall, 'fetch' | 'fetchAt'>,
  request: Request,
  incoming: IncomingMessage,
): Promise<Response> {
  if (incoming.readableDidRead && hasBody(incoming)) return errorResponse(bodyTakenAway())
  const mount = mountOf(incoming)
  return mount === undefined ? rollcall.fetch(request) : rollcall.fetchAt(mount)(request)
}

/** Express says where a router is mounted, nested ones included; other servers say nothing. */
function mountOf(incoming: IncomingMessage): string | undefined {
  const baseUrl = 'baseUrl' in incoming ? incoming.baseUrl : undefined
  return typeof baseUrl === 'string' && baseUrl !== '' ? baseUrl : undefined
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function bodyTakenAway(): ScimError {
  return new ScimError(
    500,
    'A body parser read this request before Rollcall did: mount Rollcall before express.json() and its like.',
  )
}
