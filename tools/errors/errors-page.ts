import type { SampleRequest } from './error-world.js'
import type { ErrorConstructor } from './read-constructors.js'

/** One error: its constructor, what gets it, and the answer. */
export interface ShownError {
  readonly made: ErrorConstructor
  /** The request, or a sentence about when it is answered. */
  readonly cause: SampleRequest | string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** `docs/errors.md`: every error that the service answers. */
export function printErrors(errors: readonly ShownError[]): string {
  const sorted = [...errors].sort((a, b) => a.status - b.status)
  const lines = [
    '# Errors',
    '',
    'Made by `npm run errors` from the constructors of [scim-error.ts](../packages/scim/src/scim-error.ts): each example was sent to the service, and what stands below it came back. `npm run check` fails when this page is stale.',
    '',
    'Every refusal has a body as RFC 7644 §3.12 has it, `application/scim+json`: `status` as text, `scimType` where the standard has a word for it, and in `detail` a sentence about the request. Programs read `status` and `scimType`; the sentences may change.',
    '',
    '| Status | scimType | Constructor | Meaning | Example |',
    '|---|---|---|---|---|',
    ...sorted.map(printRow),
    '',
    'Not sent: 307 and 308 (nothing is redirected), `sensitive` (a filter may name personal data; the log hides it), and `invalidVers` (another version of the protocol is another path, which is 404).',
    ...sorted.flatMap(printExample),
  ]
  return `${lines.join('\n')}\n`
}

function printRow({ made, status, text }: ShownError): string {
  const scimType = scimTypeIn(text)
  return `| ${status} | ${scimType === undefined ? '' : `\`${scimType}\``} | \`${made.name}\` | ${made.meaning} | [request and answer](#${made.name.toLowerCase()}) |`
}

function scimTypeIn(text: string): string | undefined {
  return (JSON.parse(text) as { readonly scimType?: string }).scimType
}

function printExample({ made, cause, status, headers, text }: ShownError): readonly string[] {
  const before = typeof cause === 'string' ? [`Answered when ${cause}.`] : fenced(requestLines(cause))
  return ['', `## ${made.name}`, '', ...before, '', ...fenced(answerLines(status, headers, text))]
}

function requestLines({ method = 'GET', path, shownPath, headers, shownHeaders, body, shownBody }: SampleRequest) {
  const shown = shownBody ?? (body === undefined ? undefined : JSON.stringify(body, undefined, 2))
  return [
    `${method} /scim/v2${shownPath ?? path}`,
    ...Object.entries(shownHeaders ?? headers ?? {}).flatMap(([name, value]) =>
      value === '' ? [] : [`${name}: ${value}`],
    ),
    ...(shown === undefined ? [] : ['', shown]),
  ]
}

/** Headers that belong to a refusal. */
const shownHeaders = ['www-authenticate', 'allow', 'retry-after']

function answerLines(status: number, headers: Headers, text: string): readonly string[] {
  const shown = shownHeaders.flatMap((name) => {
    const value = headers.get(name)
    return value === null ? [] : [`${name}: ${value}`]
  })
  return [`HTTP/1.1 ${status}`, ...shown, '', JSON.stringify(JSON.parse(text), undefined, 2)]
}

function fenced(lines: readonly string[]): readonly string[] {
  return ['```http', ...lines, '```']
}
