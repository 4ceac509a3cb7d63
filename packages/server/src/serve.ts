import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { answerMalformed, malformedRequest } from './http/answer-malformed.js'
import { stopServer } from './http/stop-server.js'
import { type NodeHandlerOptions, toNodeHandler } from './node.js'
import type { Rollcall } from './rollcall.js'

/** A server that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:3333` */
  readonly origin: string
  /** Lets requests that are under way finish, then closes the database. */
  close(): Promise<void>
}

/** How long requests under way may take when the server stops. */
const graceMs = 10_000

/** Serves Rollcall alone: SCIM at its base path, and `/healthz` for whoever watches the process. */
export async function serve(
  rollcall: Rollcall,
  place: { readonly host: string; readonly port: number } & NodeHandlerOptions,
): Promise<RunningServer> {
  const pages = createPages(rollcall)
  const answerPage = getRequestListener(pages.fetch, { overrideGlobalObjects: false, errorHandler: malformedRequest })
  const answerScim = toNodeHandler(rollcall, place)
  const server = createServer((incoming, outgoing) =>
    isPage(incoming) ? answerPage(incoming, outgoing) : answerScim(incoming, outgoing),
  )
  answerMalformed(server)
  await listen(server, place)
  const { port } = server.address() as AddressInfo
  const host = place.host.includes(':') ? `[${place.host}]` : place.host
  return {
    origin: `http://${host}:${port}`,
    async close() {
      await stopServer(server, graceMs)
      await rollcall.close()
    },
  }
}

function isPage({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && /^\/(?:healthz)?(?:\?|$)/.test(url)
}

/** What is not SCIM. */
function createPages(rollcall: Rollcall): Hono {
  const app = new Hono()
  app.get('/', (context) => context.text(`Rollcall is running. SCIM is at ${rollcall.basePath}\n`))
  app.get('/healthz', async (context) => {
    const healthy = await isHealthy(rollcall)
    return context.json({ status: healthy ? 'ok' : 'no database' }, healthy ? 200 : 503)
  })
  return app
}

async function isHealthy({ database }: Rollcall): Promise<boolean> {
  try {
    await database.read({ sql: 'SELECT COUNT(*) AS count FROM tenants WHERE tenant_id = ?', parameters: [''] })
    return true
  } catch {
    return false
  }
}

function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
