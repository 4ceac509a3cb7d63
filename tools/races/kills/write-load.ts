import { type Answer, ConnectionBroken, type Method, type Sending } from '../deployment/scim-client.js'
import type { Random } from '../random.js'
import { drawWrite } from './draw-write.js'
import { afterWrite, type HeldUsers, printHeld, type Write } from './held-resources.js'
import { readHeld } from './read-held.js'
import { requestOf } from './request-of.js'

/** How a client of the load reaches a server. @throws ConnectionBroken */
export type Send = (method: Method, path: string, sending?: Sending) => Promise<Answer>

/** A client that writes, one request after the other, and knows what was acknowledged. */
export interface LoadClient {
  /** Writes until it is told to stop, or an answer leaves it in doubt. */
  writeUntil(isOver: () => boolean, send: Send): Promise<void>
  /** Reads what is there, and takes it for what it holds. Answers what an acknowledged write lacks, or a doubtful one has half. */
  check(send: Send): Promise<readonly string[]>
  readonly acknowledged: number
  /** What no healthy server, and no server in trouble, should have answered. */
  readonly faults: readonly string[]
  /** How it came to be in doubt, last. */
  readonly doubt: string | undefined
}

/** Makes a client whose users' names begin with the prefix; the groups are everybody's. */
export function createLoadClient(prefix: string, groups: readonly [string, ...string[]], random: Random): LoadClient {
  let held: HeldUsers = {}
  let ids: ReadonlyMap<string, string> = new Map()
  let doubtful: { readonly write: Write; readonly why: string } | undefined
  let drawn = 0
  let acknowledged = 0
  const faults: string[] = []
  return {
    async writeUntil(isOver, send) {
      while (!isOver() && doubtful === undefined) {
        const write = drawWrite(held, { prefix, groups, random, drawn: ++drawn })
        const outcome = await attempt(write, ids, send)
        switch (outcome.kind) {
          case 'acknowledged':
            held = afterWrite(held, write)
            acknowledged++
            if (write.kind === 'create') ids = new Map([...ids, [write.userName, outcome.id]])
            break
          case 'doubtful':
            doubtful = { write, why: outcome.why }
            break
          case 'wrong':
            faults.push(outcome.why)
            doubtful = { write, why: outcome.why }
        }
      }
    },
    async check(send) {
      const found = await readHeld(send, prefix, groups)
      const possible = [held, ...(doubtful ? [afterWrite(held, doubtful.write)] : [])].map(printHeld)
      const isPossible = possible.includes(printHeld(found.held))
      const written = JSON.stringify(doubtful)
      held = found.held
      ids = found.ids
      doubtful = undefined
      if (isPossible) return []
      return [`acknowledged:\n${possible[0]}\nin doubt: ${written}\nfound:\n${printHeld(found.held)}`]
    },
    get acknowledged() {
      return acknowledged
    },
    faults,
    get doubt() {
      return doubtful?.why
    },
  }
}

type Outcome =
  | { readonly kind: 'acknowledged'; readonly id: string }
  /** It may have been done, or not. */
  | { readonly kind: 'doubtful'; readonly why: string }
  | { readonly kind: 'wrong'; readonly why: string }

async function attempt(write: Write, ids: ReadonlyMap<string, string>, send: Send): Promise<Outcome> {
  const { method, path, body } = requestOf(write, ids)
  try {
    const answer = await send(method, path, body === undefined ? {} : { body })
    const { status } = answer
    if (status >= 200 && status < 300) return { kind: 'acknowledged', id: answer.body.id ?? '' }
    const why = `${method} ${path}: ${status} ${answer.body.detail ?? ''}`
    return { kind: isCleanRefusal(answer) ? 'doubtful' : 'wrong', why }
  } catch (error) {
    if (error instanceof ConnectionBroken) return { kind: 'doubtful', why: error.message }
    throw error
  }
}

/**
 * That of a server in trouble: 503, with when to come again, in the form of RFC 7644 §3.12. Nothing else is one here. What a client
 * writes is its own, so that nobody stands in its way (409), asks for a version (412), or asks too often (429).
 */
function isCleanRefusal({ status, mediaType, retryAfter, body }: Answer): boolean {
  const saysWhen = retryAfter !== undefined && retryAfter > 0
  return status === 503 && saysWhen && mediaType.startsWith('application/scim+json') && body.detail !== undefined
}
