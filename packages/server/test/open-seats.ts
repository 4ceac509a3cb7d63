import { expect } from 'vitest'
import type { EntitlementTypeDefinition, RollcallOptions } from '../src/index.js'
import { patchBody, userBody } from './open-rollcall.js'
import { type HttpAnswer, type HttpClient, openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

/** Two values of one kind: ten seats, and two. */
export const license = {
  name: 'License',
  endpoint: '/Licenses',
  values: { pro: { display: 'Pro seat' }, basic: { display: 'Basic seat' } },
  seats: { pro: 10, basic: 2 },
} as const satisfies EntitlementTypeDefinition

export const pro = { kind: 'entitlement', type: 'License', value: 'pro' } as const
export const basic = { ...pro, value: 'basic' } as const

/** A server whose one organisation has the licences, and what the tests do all the time. */
export async function openSeats(options: Partial<RollcallOptions> = {}) {
  const server = await openServer({ entitlementTypes: [license], ...options })
  const { client, key } = await server.organisation('a.example')
  const run = rollcallIn(server.folder)
  return {
    ...{ server, client, key },
    tenants: server.rollcall.tenants,
    run: (...args: readonly string[]) => run(...args, '--database', server.file),
    /** Another process, as far as the database can tell. */
    beside: async () => (await openServer({ database: server.file })).clientOf(`Bearer ${key}`),
    /** How many hold each value, as `show roles` says; fails the test where anything in the database disagrees. */
    async held(): Promise<Readonly<Record<string, number>>> {
      const verified = await run('db', 'verify', '--database', server.file)
      expect(`${verified.out}${verified.err}`).toBe('')
      const { out } = await run('show', 'roles', '--tenant', 'a.example', '--json', '--database', server.file)
      const rows: readonly { readonly value: string; readonly holders: number }[] = JSON.parse(out)
      return Object.fromEntries(rows.map(({ value, holders }) => [value, holders]))
    },
  }
}

/** Makes so many users, who hold nothing unless told otherwise. Answers their ids. */
export function createUsers(client: HttpClient, count: number, more: object = {}): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const { status, body } = await client('POST', '/Users', { body: newUser(more) })
      expect(status).toBe(201)
      return body.id
    }),
  )
}

let drawn = 0

/** A body with a userName of its own. */
export function newUser(more: object = {}): object {
  return userBody(`user-${++drawn}@a.example`, more)
}

/** A body's `entitlements`. */
export function holding(...values: readonly string[]): object {
  return { entitlements: values.map((value) => ({ value, type: 'License' })) }
}

/** Adds a value to a user's entitlements. */
export function grant(client: HttpClient, user: string, value = 'pro'): Promise<HttpAnswer> {
  const body = patchBody({ op: 'add', path: 'entitlements', value: [{ value, type: 'License' }] })
  return client('PATCH', `/Users/${user}`, { body })
}

/** Takes a value from a user's entitlements. */
export function revoke(client: HttpClient, user: string, value = 'pro'): Promise<HttpAnswer> {
  return client('PATCH', `/Users/${user}`, {
    body: patchBody({ op: 'remove', path: `entitlements[value eq "${value}"]` }),
  })
}

/** What is said where no seat is left. */
export const full = (value: string, users: string) => ({
  status: '400',
  scimType: 'invalidValue',
  detail: `At most ${users} may hold the entitlement '${value}' of type 'License', and not enough of these seats are free.`,
})
