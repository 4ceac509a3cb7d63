import type { TraceEntry } from '../rollcall.js'
import { printable } from './hide-values.js'

/**
 * One readable line for a request, and its bodies indented beneath it where they are there.
 *
 * @example PATCH /scim/v2/Users/0199… 200 4 ms gridco.example (tolerated: acceptStringBooleans)
 */
export function printTrace(entry: TraceEntry): string {
  const { method, path, status, ms, tenant, tolerances } = entry
  const parts = [
    `${printable(method)} ${printable(path)} ${status} ${ms} ms ${tenant ?? 'no organisation'}`,
    ...(tolerances.length === 0 ? [] : [`(tolerated: ${tolerances.join(', ')})`]),
    ...refusalOf(entry),
  ]
  return [parts.join(' '), ...bodyLines('sent', entry.requestBody), ...bodyLines('answered', entry.responseBody)].join(
    '\n',
  )
}

function refusalOf({ status, scimType, detail }: TraceEntry): readonly string[] {
  if (status < 400 || (scimType === undefined && detail === undefined)) return []
  return ['–', ...(scimType === undefined ? [] : [scimType]), ...(detail === undefined ? [] : [printable(detail)])]
}

function bodyLines(name: string, body: string | undefined): readonly string[] {
  if (body === undefined || body === '') return []
  return [`    ${name}`, ...pretty(body).map((line) => `      ${printable(line)}`)]
}

/** Bodies come redacted, as JSON or as a note about them. */
function pretty(body: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(body), null, 2).split('\n')
  } catch {
    return [body]
  }
}
