import { Notice, ProblemPanel } from '@rollcall/ui'
import type { RequestError } from '../../api/request-error.js'
import { waitWords } from './wait-words.js'

/** Why the sign-in did not work, and what to do about it. */
export function SignInProblem({ error, email }: { readonly error: RequestError; readonly email: string }) {
  const wait = error.failure.kind === 'refused' ? error.failure.retryAfter : undefined
  switch (error.code) {
    case 'wrongCredentials':
      return (
        <Notice tone="needs-you" role="alert">
          <b>The e-mail or the password is wrong.</b> Check both, and whether Caps Lock is on.
        </Notice>
      )
    case 'deactivated':
      return (
        <Notice tone="lost" role="alert">
          <b>The account {email} is deactivated.</b> Your organisation deactivated it, and only an administrator there
          can activate it again.
        </Notice>
      )
    case 'tooManyTries':
      return (
        <Notice tone="needs-you" role="alert">
          <b>Too many tries.</b> To keep strangers from guessing, sign-in pauses {waitWords(wait, new Date())}.
        </Notice>
      )
    case 'signedOut':
    case 'noAccess':
    case 'notAllowed':
    case 'notFound':
    case 'invalid':
    case 'unavailable':
    case 'serverError':
    case undefined:
      return (
        <ProblemPanel title="You are not signed in." technical={error.technical}>
          {error.message}
        </ProblemPanel>
      )
  }
}
