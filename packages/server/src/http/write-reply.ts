import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Reply } from '@rollcall/scim'

/**
 * Writes a reply as the whole of an answer. One in pieces is written as fast as the client takes them, and goes on after this has
 * returned. Where they fail, the connection is cut off; where the client has gone, or takes nothing of them for
 * `unreadTimeoutMs`, no more of them are read.
 */
export function writeReply(
  outgoing: ServerResponse,
  { status, headers, body }: Reply,
  unreadTimeoutMs = defaultUnreadTimeoutMs,
): void {
  if (body === undefined) outgoing.writeHead(status, headers).end()
  else if (typeof body === 'object') {
    cutOffUnread(outgoing, unreadTimeoutMs)
    // Who made the pieces knows of their failure; that a client has gone is none.
    pipeline(body, outgoing.writeHead(status, headers), () => {})
  } else outgoing.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...headers }).end(body)
}

/** Twice as long as a statement may run: what the database is slow with is not held against the client. */
const defaultUnreadTimeoutMs = 60_000

/** A socket counts as idle while nothing of what waits for it is taken: a client that reads slowly is none. */
function cutOffUnread(outgoing: ServerResponse, unreadTimeoutMs: number): void {
  outgoing.setTimeout(unreadTimeoutMs, () => void outgoing.destroy())
  // Before the server sets what holds between two requests of a connection.
  outgoing.prependOnceListener('finish', () => void outgoing.setTimeout(0))
}
