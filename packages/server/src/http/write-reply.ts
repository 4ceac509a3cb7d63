import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Reply } from '@rollcall/scim'

/**
 * Writes a reply as the whole of an answer. One in pieces is written as fast as the client takes them, and goes on after this has
 * returned. Where they fail, the connection is cut off; where the client has gone, no more of them are read.
 */
export function writeReply(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  if (body === undefined) outgoing.writeHead(status, headers).end()
  // Who made the pieces knows of their failure; that a client has gone is none.
  else if (typeof body === 'object') pipeline(body, outgoing.writeHead(status, headers), () => {})
  else outgoing.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...headers }).end(body)
}
