import { Button, PasswordInput } from '@mantine/core'
import { PersonInitials } from '@rollcall/ui'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useRef, useState } from 'react'
import { useSignIn } from '../../session/use-sign-in.js'
import classes from './sign-in-page.module.css'
import { SignInProblem } from './sign-in-problem.js'

export function PasswordStep({ email, onBack }: { readonly email: string; readonly onBack: () => void }) {
  const signIn = useSignIn()
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  function submit(event: FormEvent): void {
    event.preventDefault()
    setMissing(password === '')
    if (password === '' || signIn.isPending) return
    signIn.mutate({ email, password }, { onError: () => field.current?.select() })
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div>
        <h1>Enter your password</h1>
        <p className={classes.lead}>The one you use at Todo.</p>
      </div>
      <div className={classes.identity}>
        <PersonInitials name={email} />
        {/* A real field, so that a password manager knows whose password this is. */}
        <input
          className={classes.address}
          type="email"
          name="username"
          autoComplete="username"
          aria-label="Work e-mail"
          value={email}
          readOnly
        />
        <Button size="sm" variant="subtle" onClick={onBack}>
          Change
        </Button>
      </div>
      {signIn.error && <SignInProblem error={signIn.error} email={email} />}
      <PasswordInput
        ref={field}
        label="Password"
        name="password"
        autoComplete="current-password"
        autoFocus
        leftSection={<IconLock size={16} aria-hidden="true" />}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password', tabIndex: 0 }}
        value={password}
        error={missing && 'Enter your password to sign in.'}
        onChange={(event) => {
          setMissing(false)
          setPassword(event.currentTarget.value)
        }}
      />
      <Button type="submit" variant="filled" fullWidth loading={signIn.isPending}>
        Sign in
      </Button>
    </form>
  )
}
