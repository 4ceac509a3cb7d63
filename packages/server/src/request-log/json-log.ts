import pino, { type DestinationStream } from 'pino'
import type { TraceEntry } from '../rollcall.js'

/** One JSON object a request, for log collectors; the fields are those of `TraceEntry`. */
export function createJsonLog(destination: DestinationStream): (entry: TraceEntry) => void {
  const log = pino({ base: null, redact: ['authorization', 'password'] }, destination)
  return ({ at, ...entry }) => log.info({ ...entry, at: new Date(at).toISOString() }, 'request')
}
