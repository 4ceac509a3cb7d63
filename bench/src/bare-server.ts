/**
 * What the machine gives at best: bare `node:http` that checks the same kind of key and answers text of the same length.
 * Every figure of ours stands beside it, from the same run.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import process from 'node:process'

const [key = '', size = '0'] = process.argv.slice(2)
const expected = createHash('sha256').update(key).digest()
const body = JSON.stringify({ text: 'x'.repeat(Number(size)) })

const server = createServer((request, response) => {
  const given = createHash('sha256')
    .update((request.headers.authorization ?? '').replace('Bearer ', ''))
    .digest()
  if (!timingSafeEqual(given, expected)) response.writeHead(401).end()
  else {
    request.resume()
    request.on('end', () => response.writeHead(200, { 'Content-Type': 'application/scim+json' }).end(body))
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port })
})
