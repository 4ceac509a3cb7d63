/**
 * Prevents the mistake of a page of errors that nobody gets: `docs/errors.md` is made by sending each example to the service.
 * `npm run errors` writes it; without `--write` a stale page fails, and a constructor without an example.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { errorResponse } from '@rollcall/scim'
import { type ErrorExample, errorExamples } from './errors/error-examples.js'
import { openErrorWorld } from './errors/error-world.js'
import { printErrors, type ShownError } from './errors/errors-page.js'
import { type ErrorConstructor, readConstructors } from './errors/read-constructors.js'
import { type Finding, reportFindings } from './finding.js'

const pageFile = 'docs/errors.md'
const sourceFile = 'packages/scim/src/scim-error.ts'
const constructors = readConstructors(readFileSync(sourceFile, 'utf8'))
const errors = await showErrors()
const page = printErrors(errors)

if (process.argv.includes('--write')) writeFileSync(pageFile, page)
reportFindings('errors', [...withoutExample(), ...answeredOtherwise(), ...stalePage()])

async function showErrors(): Promise<readonly ShownError[]> {
  const shown: ShownError[] = []
  for (const made of constructors) {
    const example = errorExamples[made.name]
    if (example) shown.push(await showError(made, example))
  }
  return shown
}

async function showError(made: ErrorConstructor, example: ErrorExample): Promise<ShownError> {
  if (example.kind === 'constructed') {
    const { status, headers, body } = await readAnswer(errorResponse(example.error))
    return { made, cause: example.when, status, headers, text: body }
  }
  const world = await openErrorWorld()
  const before = (await example.before?.(world)) ?? ''
  const cause = example.request(world, before)
  const { status, headers, text } = await world.send(cause)
  await world.close()
  if (!example.inside) return { made, cause, status, headers, text }
  const inner = example.inside(text)
  return {
    made,
    cause,
    status: Number((JSON.parse(inner) as { readonly status: string }).status),
    headers,
    text: inner,
  }
}

async function readAnswer(response: Response) {
  return { status: response.status, headers: response.headers, body: await response.text() }
}

function withoutExample(): readonly Finding[] {
  const names = new Set(constructors.map(({ name }) => name))
  return [
    ...[...names]
      .filter((name) => errorExamples[name] === undefined)
      .map((name) => ({ file: sourceFile, message: `'${name}' has no example in tools/errors/error-examples.ts.` })),
    ...Object.keys(errorExamples)
      .filter((name) => !names.has(name))
      .map((name) => ({ file: 'tools/errors/error-examples.ts', message: `there is no constructor '${name}'.` })),
  ]
}

/** An example that gets another error than the one it stands for. */
function answeredOtherwise(): readonly Finding[] {
  return errors.flatMap(({ made, status, text }) => {
    const answer = JSON.parse(text) as { readonly scimType?: string }
    if (status === made.status && answer.scimType === made.scimType) return []
    return [{ file: 'tools/errors/error-examples.ts', message: `the example of '${made.name}' was answered ${text}` }]
  })
}

function stalePage(): readonly Finding[] {
  if (readFileSync(pageFile, 'utf8') === page) return []
  return [{ file: pageFile, message: "is stale: 'npm run errors' writes it." }]
}
