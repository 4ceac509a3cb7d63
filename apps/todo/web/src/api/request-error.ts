import type { Problem } from '@rollcall/todo-api/contract'

/** Why a request brought nothing: the API refused it, could not be reached, or answered what is not its own (a proxy's page). */
export type RequestFailure =
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem; readonly retryAfter?: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'unreadable'; readonly status: number }

/** What `request` throws. Its message is a sentence for the person. */
export class RequestError extends Error {
  readonly failure: RequestFailure
  readonly code: Problem['code'] | undefined
  /** For whoever looks into it. */
  readonly technical: string | undefined

  constructor(failure: RequestFailure) {
    super(sentenceOf(failure))
    this.name = 'RequestError'
    this.failure = failure
    this.code = failure.kind === 'refused' ? failure.problem.code : undefined
    this.technical = technicalOf(failure)
  }
}

function sentenceOf(failure: RequestFailure): string {
  switch (failure.kind) {
    case 'refused':
      return failure.problem.message
    case 'unreachable':
      return 'The Todo server cannot be reached. Check your connection, then try again.'
    case 'unreadable':
      return 'Something between this page and the Todo server answered in its place. Try again in a moment.'
  }
}

function technicalOf(failure: RequestFailure): string | undefined {
  switch (failure.kind) {
    case 'refused':
      return `Request ${failure.problem.requestId}, status ${failure.status}, ${failure.problem.code}`
    case 'unreadable':
      return `Status ${failure.status}, not an answer of the Todo API`
    case 'unreachable':
      return undefined
  }
}
