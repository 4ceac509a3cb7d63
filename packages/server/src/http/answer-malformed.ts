import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { errorReply, errorResponse, invalidSyntax, ScimError } from '@rollcall/scim'
import { writeReply } from './write-reply.js'

/**
 * Answers what a server of Node refuses by itself, before any app sees it, with an Error of SCIM's own (RFC 7644 §3.12): what
 * it cannot parse as HTTP, and what it is asked to expect. Okta shows nothing but a parser's complaint where a refusal is not
 * JSON (Q35).
 */
export function answerMalformed(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else writeRefusal(refusals.get(error.code) ?? notHttp, socket)
  })
  server.on('checkExpectation', (_request, outgoing: ServerResponse) => {
    refuseExpectation(outgoing)
  })
}

/** The request line or a header that the adapter cannot make a request of. */
export function malformedRequest(): Response {
  return errorResponse(invalidSyntax('The request line or the Host header is malformed.'))
}

const notHttp = invalidSyntax('What was sent is not a request of HTTP/1.1.')

/** By Node's code. */
const refusals: ReadonlyMap<string | undefined, ScimError> = new Map([
  ['HPE_HEADER_OVERFLOW', new ScimError(431, "The request's headers are longer than is read.")],
  ['ERR_HTTP_REQUEST_TIMEOUT', new ScimError(408, 'The request did not come in time.')],
])

/** RFC 9110 §10.1.1. The body that would follow is not read. */
function refuseExpectation(outgoing: ServerResponse): void {
  const { headers, ...reply } = errorReply(new ScimError(417, "Nothing but '100-continue' can be expected."))
  writeReply(outgoing, { ...reply, headers: { ...headers, Connection: 'close' } })
}

function writeRefusal(refusal: ScimError, socket: Duplex): void {
  const { status, headers, body = '' } = errorReply(refusal)
  const head = [
    `HTTP/1.1 ${status} ${reasons.get(status) ?? ''}`,
    `Content-Type: ${headers['Content-Type']}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const reasons: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [408, 'Request Timeout'],
  [431, 'Request Header Fields Too Large'],
])
