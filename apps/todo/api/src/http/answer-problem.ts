import { ScimError } from '@rollcall/server'
import type { NextFunction, Request, Response } from 'express'
import type { Problem } from '../contract.js'
import { ApiRefusal } from './api-refusal.js'
import { requestIdOf } from './request-id.js'

/** Told about every bug, with the request id that the person sees. */
export type ReportError = (error: unknown, requestId: string) => void

/** Answers whatever was thrown as a `Problem`: a refusal with its sentence, a bug with nothing but a request id. */
export function answerProblems(reportError: ReportError) {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    const requestId = requestIdOf(response)
    const refusal = refusalOf(error)
    if (refusal.status >= 500) reportError(error, requestId)
    if (refusal.code === 'unavailable') response.setHeader('Retry-After', retryAfterOf(error))
    // Half an answer cannot be taken back: Express closes the connection.
    if (response.headersSent) next(error)
    else
      response
        .status(refusal.status)
        .json({ code: refusal.code, message: refusal.message, requestId } satisfies Problem)
  }
}

/** For paths that nothing answers. */
export function refuseUnknownPath(request: Request): never {
  throw new ApiRefusal('notFound', `There is no '${request.method} ${request.baseUrl}${request.path}' here.`)
}

function refusalOf(error: unknown): ApiRefusal {
  if (error instanceof ApiRefusal) return error
  if (isUnavailable(error)) {
    return new ApiRefusal(
      'unavailable',
      'The service cannot reach its data at the moment. Nothing was changed; try again.',
    )
  }
  const status = clientErrorStatus(error)
  if (status === undefined) {
    return new ApiRefusal(
      'serverError',
      'Something went wrong on our side. Try again; if it stays, quote the request id.',
    )
  }
  return new ApiRefusal('invalid', sentences[status] ?? 'The request could not be read.', status)
}

/** A database that is busy, full or out of reach, and what else Rollcall says with this status. */
function isUnavailable(error: unknown): error is ScimError {
  return error instanceof ScimError && error.status === 503
}

function retryAfterOf(error: unknown): string {
  return (isUnavailable(error) ? error.headers['Retry-After'] : undefined) ?? '5'
}

/** Express and its body parser mark what the client got wrong with a status of their own. */
function clientErrorStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

const sentences: Readonly<Record<number, string>> = {
  400: 'The request is not valid: its body must be one JSON object, and its address must be well formed.',
  413: 'The request is too large.',
  415: 'The request must be JSON in UTF-8.',
}
