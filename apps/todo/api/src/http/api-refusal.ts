import type { ProblemCode } from '../contract.js'

/** A refusal that the person reads: a status, a code for the page, and a sentence. Anything else that is thrown is a bug. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly code: ProblemCode
  readonly status: number

  constructor(code: ProblemCode, message: string, status: number = statuses[code]) {
    super(message)
    this.code = code
    this.status = status
  }
}

const statuses: Record<ProblemCode, number> = {
  signedOut: 401,
  deactivated: 401,
  wrongCredentials: 401,
  tooManyTries: 429,
  noAccess: 403,
  notAllowed: 403,
  notFound: 404,
  invalid: 400,
  unavailable: 503,
  serverError: 500,
}
