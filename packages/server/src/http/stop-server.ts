import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'

/**
 * Takes no new connection, lets requests under way end, and cuts off what is still open after `graceMs`. An open connection may
 * send one request more, and its answer says that it was the last: to close it at once would cut off what is on its way.
 */
export function stopServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // What has come in by then is read first: it may have been this process that was slow.
    const lull = setInterval(() => setImmediate(() => server.closeIdleConnections()), lullMs)
    server.prependListener('request', (_request, outgoing: ServerResponse) => {
      outgoing.shouldKeepAlive = false
      lull.refresh()
    })
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    // Not the HTTP server's own, which closes idle connections at once.
    NetServer.prototype.close.call(server, () => {
      clearInterval(lull)
      clearTimeout(cut)
      resolve()
    })
  })
}

/** Whoever is busy sends the next request within this, however slow the machine is; nobody has for so long when idle ones close. */
const lullMs = 1000
