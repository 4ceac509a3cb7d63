import { useDocumentTitle } from '@mantine/hooks'
import { Notice, ProblemPanel } from '@rollcall/ui'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type SessionEnd, useSessionEnd } from '../../session/session-end.js'
import { useSession } from '../../session/use-session.js'
import { PlainFrame } from '../../shell/plain-frame.js'
import { DemoPeople } from './demo-people.js'
import { EmailStep } from './email-step.js'
import { PasswordStep } from './password-step.js'
import { safeDestination } from './safe-destination.js'
import classes from './sign-in-page.module.css'

/** E-mail first, then the password; then on to where the person was headed. */
export function SignInPage() {
  useDocumentTitle('Sign in · Todo')
  const { data, error, refetch } = useSession()
  const end = useSessionEnd()
  const { to } = useSearch({ from: '/sign-in' })
  const { history } = useRouter()
  const [email, setEmail] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const [step, setStep] = useState<'email' | 'password'>('email')

  const signedIn = Boolean(data?.person)
  useEffect(() => {
    if (signedIn) history.replace(safeDestination(to, window.location.origin))
  }, [signedIn, history, to])
  if (signedIn) return <PlainFrame>{null}</PlainFrame>

  return (
    <PlainFrame>
      <div className={classes.column}>
        {end && step === 'email' && <Notice role="status">{endWords[end.reason]}</Notice>}
        {error && !data && (
          <ProblemPanel title="Todo cannot be reached." technical={error.technical} onRetry={() => void refetch()}>
            {error.message}
          </ProblemPanel>
        )}
        {step === 'email' ? (
          <EmailStep field={field} email={email} onChange={setEmail} onContinue={() => setStep('password')} />
        ) : (
          <PasswordStep email={email} onBack={() => setStep('email')} />
        )}
        {data?.demo && (
          <DemoPeople
            people={data.demo.people}
            email={email}
            onChoose={(chosen) => {
              setEmail(chosen)
              setStep('email')
              field.current?.focus()
            }}
          />
        )}
      </div>
    </PlainFrame>
  )
}

const endWords: Record<SessionEnd['reason'], string> = {
  signedOut: 'You were signed out, because the session ended. Sign in to go on where you were.',
  deactivated: 'Your account was deactivated. Sign in works again once an administrator has activated it.',
  left: 'You are signed out.',
}
