import { createServer, type RequestListener, type Server } from 'node:http'
import { Refusal } from '@rollcall/server'
import { answerMalformed, stopServer } from '@rollcall/server/node'

/** A server that listens, and can be told to finish. */
export interface RunningServer {
  readonly url: string
  /** Takes no new connection, lets running requests end, and cuts off what is still open after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/** @throws Refusal when the port is taken or may not be used */
export async function serve(app: RequestListener, host: string, port: number): Promise<RunningServer> {
  const server = createServer(app)
  answerMalformed(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`,
    stop: (graceMs) => stopServer(server, graceMs),
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

function explained(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    const another = port < 65_535 ? port + 1 : 3333
    return new Refusal(
      `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${another} npm start`,
    )
  }
  if (code === 'EACCES')
    return new Refusal(`Port ${port} may not be used by this user. Choose one above 1023: PORT=3333 npm start`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Refusal(`'${host}' is no address of this machine. Set ROLLCALL_HOST to one that is, such as 127.0.0.1.`)
  }
  return error
}
