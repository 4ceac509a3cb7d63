import type { ServerResponse } from 'node:http'
import type { Reply } from '@rollcall/scim'

/** Writes a reply as the whole of an answer: its length is known, and nothing is streamed. */
export function writeReply(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  if (body === undefined) outgoing.writeHead(status, headers).end()
  else outgoing.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...headers }).end(body)
}
