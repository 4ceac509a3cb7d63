import { Button, TextInput } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { type FormEvent, type RefObject, useState } from 'react'
import classes from './sign-in-page.module.css'

export function EmailStep({
  field,
  email,
  onChange,
  onContinue,
}: {
  readonly field: RefObject<HTMLInputElement | null>
  readonly email: string
  readonly onChange: (email: string) => void
  readonly onContinue: () => void
}) {
  const [problem, setProblem] = useState<string>()

  function submit(event: FormEvent): void {
    event.preventDefault()
    const entered = email.trim()
    if (entered === '') setProblem('Enter your work e-mail to go on.')
    else if (!entered.includes('@')) setProblem(`“${entered}” is not an e-mail address: it has no @.`)
    else {
      onChange(entered)
      onContinue()
    }
  }

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div>
        <h1>Sign in to Todo</h1>
        <p className={classes.lead}>Your work e-mail first, then your password.</p>
      </div>
      <TextInput
        ref={field}
        label="Work e-mail"
        type="email"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        leftSection={<IconMail size={16} aria-hidden="true" />}
        value={email}
        error={problem}
        onChange={(event) => {
          setProblem(undefined)
          onChange(event.currentTarget.value)
        }}
      />
      <Button type="submit" variant="filled" fullWidth>
        Continue
      </Button>
    </form>
  )
}
