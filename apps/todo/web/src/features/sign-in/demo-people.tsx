import { UnstyledButton } from '@mantine/core'
import type { DemoPerson } from '@rollcall/todo-api/contract'
import { PersonInitials, StatusPill } from '@rollcall/ui'
import classes from './demo-people.module.css'

/** The demo's people: one click fills the e-mail. */
export function DemoPeople({
  people,
  email,
  onChoose,
}: {
  readonly people: readonly DemoPerson[]
  readonly email: string
  readonly onChoose: (email: string) => void
}) {
  return (
    <section className={classes.demo} aria-labelledby="demo-people">
      <div className={classes.head}>
        <h2 id="demo-people">Demo people on this machine</h2>
        <span>fills the field</span>
      </div>
      {people.map((person) => (
        <UnstyledButton
          key={person.email}
          className={classes.person}
          data-chosen={person.email === email || undefined}
          onClick={() => onChoose(person.email)}
        >
          <PersonInitials name={person.name} size="large" />
          <span className={classes.words}>
            <b>{person.name}</b>
            <span className={classes.email}>{person.email}</span>
          </span>
          {person.roles.length === 0 ? (
            <StatusPill>No role</StatusPill>
          ) : (
            <StatusPill tone="healthy">{person.roles.join(', ')}</StatusPill>
          )}
        </UnstyledButton>
      ))}
      <p className={classes.help}>Shown while the demo data is loaded. Their passwords are in the README.</p>
    </section>
  )
}
