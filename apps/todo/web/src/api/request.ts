import type { Problem } from '@rollcall/todo-api/contract'
import { RequestError } from './request-error.js'

/**
 * Asks the Todo API. The answer is what `contract.ts` promises for the path.
 * @throws RequestError
 */
export async function request<Answer>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  { body, signal }: { readonly body?: object; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await send(path, {
    method,
    headers: { accept: 'application/json', ...(method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const answer = await readAnswer(response)
  if (response.ok) return answer as Answer
  throw refusal(response, answer)
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new RequestError({ kind: 'unreachable' })
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  try {
    return await response.json()
  } catch {
    throw new RequestError({ kind: 'unreadable', status: response.status })
  }
}

function refusal(response: Response, answer: unknown): RequestError {
  if (!isProblem(answer)) return new RequestError({ kind: 'unreadable', status: response.status })
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new RequestError({
    kind: 'refused',
    status: response.status,
    problem: answer,
    ...(Number.isFinite(retryAfter) && { retryAfter }),
  })
}

function isProblem(answer: unknown): answer is Problem {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'code' in answer &&
    typeof answer.code === 'string' &&
    'message' in answer &&
    typeof answer.message === 'string'
  )
}
