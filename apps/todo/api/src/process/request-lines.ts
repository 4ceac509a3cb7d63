import type { Writable } from 'node:stream'
import { createJsonLog, printTrace, type TraceEntry } from '@rollcall/server'
import type { RequestLogEntry } from '../http/log-requests.js'

/** What becomes of each request in the terminal: a line to read, or a JSON object for a log collector. */
export interface RequestLines {
  readonly scim: (entry: TraceEntry) => void
  readonly api: (entry: RequestLogEntry) => void
}

export function createRequestLines(format: 'text' | 'json', out: Writable): RequestLines {
  switch (format) {
    case 'text':
      return {
        scim: (entry) => void out.write(`${printTrace(entry)}\n`),
        api: (entry) => void out.write(`${printRequest(entry)}\n`),
      }
    case 'json':
      return {
        scim: createJsonLog({ write: (line) => void out.write(line) }),
        api: (entry) => void out.write(`${JSON.stringify({ ...entry, msg: 'request' })}\n`),
      }
  }
}

/** One readable line for a request of the app's own API. */
function printRequest({ requestId, method, path, status, ms }: RequestLogEntry): string {
  const line = `${method} ${path.replace(/[^\x21-\x7e]/g, '?').slice(0, 200)} ${status} ${Math.round(ms)} ms`
  return status < 500 ? line : `${line} – request ${requestId}`
}
