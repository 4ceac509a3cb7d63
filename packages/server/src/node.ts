import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { errorReply, type Reply, ScimError } from '@rollcall/scim'
import { malformedRequest } from './http/answer-malformed.js'
import { writeReply } from './http/write-reply.js'
import type { Rollcall } from './rollcall.js'

export { answerMalformed } from './http/answer-malformed.js'
export { stopServer } from './http/stop-server.js'

/** How answers are written. */
export interface NodeHandlerOptions {
  /** How long a client may take nothing of a long answer before its connection is cut off. Default: 60,000. */
  readonly unreadTimeoutMs?: number
}

/**
 * Mounts Rollcall in a Node server or an Express app: `app.use('/scim/v2', toNodeHandler(rollcall))`, before any body
 * parser. What a client sends never ends the process.
 */
export function toNodeHandler(
  rollcall: Pick<Rollcall, 'reply'>,
  { unreadTimeoutMs }: NodeHandlerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as HttpBindings
      writeReply(outgoing, await answer(rollcall, request, incoming), unreadTimeoutMs)
      return RESPONSE_ALREADY_SENT
    },
    {
      // The host app keeps its own Request and Response.
      overrideGlobalObjects: false,
      errorHandler: malformedRequest,
    },
  )
}

async function answer(rollcall: Pick<Rollcall, 'reply'>, request: Request, incoming: IncomingMessage): Promise<Reply> {
  if (incoming.readableDidRead && hasBody(incoming)) return errorReply(bodyTakenAway())
  return rollcall.reply(request, mountOf(incoming))
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
