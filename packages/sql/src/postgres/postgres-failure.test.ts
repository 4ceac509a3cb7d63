import { once } from 'node:events'
import { type AddressInfo, createServer, connect as open } from 'node:net'
import { connect } from 'node:tls'
import { DatabaseError } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf, leavesOpen } from './postgres-failure.js'

function databaseError(code: string, severity = 'ERROR'): DatabaseError {
  return Object.assign(new DatabaseError('said by the server', 0, 'error'), { code, severity })
}

async function portOf(isClosed: boolean): Promise<number> {
  const server = createServer((socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  if (isClosed) server.close()
  else onTestFinished(() => void server.close())
  return port
}

test('a host that refuses a connection at each of its addresses is one that cannot be reached', async () => {
  const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }))
  const socket = open({
    host: 'two-addresses.example',
    port: await portOf(true),
    autoSelectFamily: true,
    lookup: (_host, _options, answer) => answer(null, addresses),
  })
  const [error] = await new Promise<unknown[]>((resolve) => socket.once('error', (...given) => resolve(given)))
  expect(error).toBeInstanceOf(AggregateError)
  expect(failureOf(error)).toBe('lost')
})

test('so is one that breaks off while TLS is agreed on', async () => {
  const socket = connect({ host: '127.0.0.1', port: await portOf(false) })
  const [error] = await new Promise<unknown[]>((resolve) => socket.once('error', (...given) => resolve(given)))
  expect(failureOf(error)).toBe('lost')
})

test('a bug of ours is not taken for a connection that is lost', () => {
  expect(
    [new TypeError('x is not a function'), new AggregateError([new Error('a bug')]), 'text'].map(failureOf),
  ).toEqual(['other', 'other', 'other'])
})

test.each(['40003', 'XX000', '08006', '57P01'])('a commit that is answered with %s may have taken effect', (code) => {
  expect(leavesOpen(databaseError(code))).toBe(true)
})

test.each(['23503', '40001', '40P01', '57014', '53100'])('one that is answered with %s has not', (code) => {
  expect(leavesOpen(databaseError(code))).toBe(false)
})

test('one whose connection ended with it may have, whatever the code', () => {
  expect([leavesOpen(databaseError('40001', 'FATAL')), leavesOpen(new Error('Connection terminated'))]).toEqual([
    true,
    true,
  ])
})
