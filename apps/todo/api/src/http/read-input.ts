import type { z } from 'zod'
import { ApiRefusal } from './api-refusal.js'

/**
 * Reads what a client sent.
 * @throws ApiRefusal `invalid`, with the first fault as a sentence
 */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new ApiRefusal('invalid', issue ? sentenceOf(issue) : 'The request is not valid.')
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `There is no field ${issue.keys.slice(0, 3).map(quoted).join(', ')} here.`
  if (issue.path.length === 0) return 'The body must be a JSON object.'
  return issue.message
}

function quoted(name: string): string {
  return `'${name.slice(0, 50)}'`
}
