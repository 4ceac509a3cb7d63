import { connect, type Socket } from 'node:net'

/** One request, and who is told of its answer. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: string
  /** Where a load asks several kinds of question, each has times of its own. */
  readonly kind?: string
  readonly answered?: (body: string) => void
}

/** What is asked next on a connection; undefined: nothing more. */
export type Ask = (lane: number) => Question | undefined

/** Whom to ask. */
export interface Place {
  readonly port: number
  readonly key: string
}

/** What a load has found; times in milliseconds. */
export interface Load {
  readonly count: number
  /** With those that were not counted. */
  readonly all: number
  readonly seconds: number
  readonly failed: number
  /** The first answer that was none, for whoever must know why. */
  readonly failure: string | undefined
  readonly times: ReadonlyMap<string, readonly number[]>
}

/** How long, and on how many connections. */
export interface Extent {
  readonly seconds: number
  /** There is only so much to ask. */
  readonly isLimited?: boolean
  readonly lanes?: number
}

const warmUpSeconds = 0.3

/**
 * Asks on ten connections, each as soon as it is answered, for so many seconds, of which the first moments are not counted;
 * or until there is nothing more to ask: then from the first on.
 */
export async function load(place: Place, ask: Ask, { seconds, isLimited = false, lanes = 10 }: Extent): Promise<Load> {
  const begin = performance.now() + (isLimited ? 0 : warmUpSeconds * 1000)
  const times = new Map<string, number[]>()
  let [count, all, failed, last] = [0, 0, 0, begin]
  let failure: string | undefined
  const answered = ({ kind = '' }: Question, status: number, body: () => string, ms: number) => {
    all++
    last = performance.now()
    if (status >= 400) {
      failure ??= `${status} ${body().slice(0, 300)}`
      failed++
      // A refusal is quick: it would count for an answer.
      return
    }
    if (last < begin) return
    count++
    const own = times.get(kind)
    if (own) own.push(ms)
    else times.set(kind, [ms])
  }
  const end = begin + seconds * 1000
  const next = (lane: number) => (performance.now() < end ? ask(lane) : undefined)
  await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(place, () => next(lane), answered)))
  return { count, all, failed, failure, times, seconds: (last - begin) / 1000 }
}

type Answered = (question: Question, status: number, body: () => string, ms: number) => void

/** One connection, until there is nothing more to ask. */
function runLane(place: Place, next: () => Question | undefined, answered: Answered): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: place.port, host: '127.0.0.1', noDelay: true })
    let question: Question | undefined
    let asked = 0
    const answer = createAnswer()
    const askNext = () => {
      question = next()
      if (question) asked = send(socket, place, question)
      else socket.end(() => resolve())
    }
    socket.on('connect', askNext)
    socket.on('error', reject)
    socket.on('close', () => (question ? reject(new Error('the server has closed a connection')) : resolve()))
    socket.on('data', (chunk) => {
      const status = answer.take(chunk)
      if (status === undefined || !question) return
      const { body } = answer
      answered(question, status, body, performance.now() - asked)
      question.answered?.(body())
      answer.clear()
      askNext()
    })
  })
}

/** Answers when it was sent. */
function send(socket: Socket, { port, key }: Place, { method, path, body }: Question): number {
  const about = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n`
  const length = body === undefined ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`
  const type = body === undefined ? '' : 'Content-Type: application/scim+json\r\n'
  socket.write(`${about}${type}${length}\r\n${body ?? ''}`)
  return performance.now()
}

/** An answer that comes in pieces. */
interface Answer {
  /** The status, once it is whole. */
  take(chunk: Buffer): number | undefined
  readonly body: () => string
  clear(): void
}

function createAnswer(): Answer {
  let chunks: Buffer[] = []
  let length = 0
  let tail: Buffer = Buffer.alloc(0)
  let head: { readonly status: number; readonly end: number; readonly whole: number } | undefined
  return {
    take(chunk) {
      tail = chunk.length < lastChunk.length ? Buffer.concat([tail, chunk]) : chunk
      chunks.push(chunk)
      length += chunk.length
      if (!head) chunks = [chunks.length === 1 ? chunk : Buffer.concat(chunks)]
      head ??= headOf(chunks[0] ?? chunk)
      if (!head) return undefined
      return (Number.isNaN(head.whole) ? isLastChunk(tail) : length >= head.whole) ? head.status : undefined
    },
    body: () => Buffer.concat(chunks).toString('utf8', head?.end),
    clear() {
      chunks = []
      length = 0
      head = undefined
    },
  }
}

/** `whole`: how long the answer is with its head; NaN where it comes in chunks. */
function headOf(bytes: Buffer) {
  const end = bytes.indexOf('\r\n\r\n') + 4
  if (end < 4) return undefined
  const text = bytes.toString('latin1', 0, end)
  const status = Number(text.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1]
  const isChunked = /\r\ntransfer-encoding: chunked/i.test(text)
  return { status, end, whole: isChunked ? Number.NaN : end + Number(length ?? 0) }
}

/** JSON has no bare line break in it, so that nothing else ends so. */
function isLastChunk(tail: Buffer): boolean {
  return tail.subarray(-lastChunk.length).equals(lastChunk)
}

const lastChunk = Buffer.from('0\r\n\r\n')
