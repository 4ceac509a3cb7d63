import { type Reply, ScimError, type Tolerance } from '@rollcall/scim'
import type { Asked } from '../http/asked.js'
import type { TraceEntry } from '../rollcall.js'
import { hideQuoted, hideValues } from './hide-values.js'
import { longestBody, redactBody, type Secrets, tooLongToShow } from './redact-body.js'
import type { RequestLog } from './request-log.js'
import { type NamesSecret, namesCommonSecret } from './secret-name.js'
import { type Written, watchPieces } from './watch-pieces.js'

/** Makes one entry of each request: for the log, and for whoever watches. */
export interface Tracer {
  /**
   * Begins when the request has come; what it gives is told the answer, and gives it back. One that comes in pieces is to be
   * written as it is given back: its entry is made when the last of them has gone, or none follows.
   */
  begin(asked: Asked, notes: TraceNotes): (reply: Reply) => Reply
  /** Waits for entries that are being made. */
  settle(): Promise<void>
}

/** What is found out about a request while it is answered. */
export interface TraceNotes {
  readonly requestId: string
  readonly tenant: string | undefined
  readonly connection: string | undefined
  readonly key: string | undefined
  /** What is secret in the tenant; undefined where it is not known whose the request is. */
  readonly namesSecret: NamesSecret | undefined
  readonly tolerances: ReadonlySet<Tolerance>
  readonly refusal: ScimError | undefined
}

interface TracerOptions {
  readonly log: RequestLog
  readonly trace: ((entry: TraceEntry) => void) | undefined
  readonly bodies: boolean
  readonly now: () => number
  readonly failed: (error: unknown, requestId: string) => void
}

/** Bodies of requests are copied only where they were asked for, and shown only of requests with a valid key. */
export function createTracer({ log, trace, bodies, now, failed }: TracerOptions): Tracer {
  const pending = new Set<Promise<void>>()

  function finish(entry: TraceEntry): void {
    log.add(entry)
    try {
      trace?.(entry)
    } catch (error) {
      failed(error, entry.requestId)
    }
  }

  function finishLater(work: Promise<TraceEntry>, requestId: string): void {
    const settled = work
      .then(finish)
      .catch((error: unknown) => failed(error, requestId))
      .finally(() => pending.delete(settled))
    pending.add(settled)
  }

  return {
    begin(asked, notes) {
      const at = now()
      const started = performance.now()
      const sent = bodies ? asked.request.clone() : undefined
      function end(status: number, answered: string | Written | undefined): void {
        const ms = Math.round(performance.now() - started)
        const secrets = bodies ? secretsIn(notes) : undefined
        const path = hideValues(fullUrl(asked), {
          namesSecret: notes.namesSecret ?? namesCommonSecret,
          showsFilters: secrets !== undefined,
        })
        const entry = entryOf(asked, notes, outcomeOf(status, answered, notes), { at, ms, path })
        if (sent) finishLater(withBodies(entry, secrets, sent, answered), notes.requestId)
        else finish(entry)
      }

      return (reply) => {
        const { status, body } = reply
        if (typeof body === 'object') return { ...reply, body: watchPieces(body, (written) => end(status, written)) }
        end(status, body)
        return reply
      }
    },
    async settle() {
      await Promise.all(pending)
    },
  }
}

/** Where it is not known what is secret, nothing is shown. */
function secretsIn({ key, namesSecret }: TraceNotes): Secrets | undefined {
  return namesSecret && { key, namesSecret }
}

type Outcome = Pick<TraceEntry, 'status' | 'detail'>

/** What the head of an answer said holds no longer where the answer broke off. */
function outcomeOf(status: number, answered: string | Written | undefined, { refusal }: TraceNotes): Outcome {
  const detail = refusal && hideQuoted(refusal.message)
  if (typeof answered !== 'object' || answered.kind === 'whole') return { status, detail }
  const { kind, length, error } = answered
  if (kind === 'left') return { status, detail: `The client went away after ${length} characters of the answer.` }
  const broken = `The answer broke off after ${length} characters${detail === undefined ? '.' : `: ${detail}`}`
  return { status: error instanceof ScimError ? error.status : 500, detail: broken }
}

function entryOf(
  { request }: Asked,
  { requestId, tenant, connection, tolerances, refusal }: TraceNotes,
  { status, detail }: Outcome,
  measured: { readonly at: number; readonly ms: number; readonly path: string },
): TraceEntry {
  return {
    requestId,
    method: request.method,
    status,
    tenant,
    connection,
    scimType: refusal?.scimType,
    tolerances: [...tolerances],
    detail,
    requestBody: undefined,
    responseBody: undefined,
    // Last: V8 adds a member to what was spread fifty times slower than it makes it in a literal.
    ...measured,
  }
}

/** As the client sent it: Express takes the mount away, others leave it. */
function fullUrl({ url, basePath }: Asked): URL {
  if (url.pathname === basePath || url.pathname.startsWith(`${basePath}/`)) return url
  const full = new URL(url)
  full.pathname = basePath + url.pathname
  return full
}

async function withBodies(
  entry: TraceEntry,
  secrets: Secrets | undefined,
  sent: Request,
  answered: string | Written | undefined,
): Promise<TraceEntry> {
  if (!secrets) {
    // Not waited for: a copy is let go of only when the original is, too.
    void sent.body?.cancel().catch(() => {})
    return entry
  }
  const text = await readText(sent.body)
  return {
    ...entry,
    requestBody: text && redactBody(text, secrets),
    responseBody:
      typeof answered === 'object' ? tooLongToShow(answered.length) : answered && redactBody(answered, secrets),
  }
}

/** How long a copy waits for what the client is still to send. */
const patienceMs = 1_000

/** Reads little more than is shown: the rest is not waited for. */
async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | undefined> {
  if (!body) return undefined
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined).unref())
  let text = ''
  while (text.length <= longestBody) {
    // A client that goes away while it sends is answered as such: here too it is no bug of ours.
    const part = await Promise.race([reader.read().catch(() => undefined), late])
    if (!part || part.done) break
    text += decoder.decode(part.value, { stream: true })
  }
  void reader.cancel().catch(() => {})
  return text
}
