import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'

/**
 * Takes no new connection, lets requests under way end, and cuts off what is still open after `graceMs`. An open connection may
 * send one request more, and its answer says that it was the last: to close it at once would cut off what is on its way.
 */
export function stopServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.prependListener('request', (_request, outgoing: ServerResponse) => {
      outgoing.shouldKeepAlive = false
    })
    // What has come in by then is read first: it may have been this process that was slow.
    const lull = setInterval(() => setImmediate(() => server.closeIdleConnections()), lullMs)
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    // Not the HTTP server's own, which closes idle connections at once.
    NetServer.prototype.close.call(server, () => {
      clearInterval(lull)
      clearTimeout(cut)
      resolve()
    })
  })
}

/** Whoever is busy on a connection sends the next request within this. */
const lullMs = 250
