import { Button, Popover, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { type FormEvent, useState } from 'react'
import { addDays, type Day, isDay, weekdayOf } from '../words/day.js'
import { formatDay } from '../words/format-day.js'
import classes from './due-menu.module.css'
import { dueWords } from './due-words.js'

/** A todo's due date, and the choice of another. */
export function DueMenu({
  todo,
  today,
  opened,
  onOpenedChange,
  onChange,
  button = false,
}: {
  readonly todo: Todo
  readonly today: Day
  readonly opened: boolean
  readonly onOpenedChange: (opened: boolean) => void
  readonly onChange: (due: Day | null) => void
  /** A button that says what it does, where the date itself is written elsewhere. */
  readonly button?: boolean
}) {
  function choose(due: Day | null): void {
    onOpenedChange(false)
    if (due !== todo.due) onChange(due)
  }

  return (
    <Popover opened={opened} onChange={onOpenedChange} position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        {button ? (
          <Button size="sm" onClick={() => onOpenedChange(!opened)}>
            {todo.due === null ? 'Set a date' : 'Change the date'}
          </Button>
        ) : (
          <UnstyledButton
            className={classes.due}
            data-late={(todo.due !== null && todo.due < today) || undefined}
            data-unset={todo.due === null || undefined}
            onClick={() => onOpenedChange(!opened)}
          >
            {todo.due === null ? 'Set a date' : dueWords(todo.due, today)}
            <VisuallyHidden>
              {todo.due === null ? ` for “${todo.task}”` : `: due date of “${todo.task}”, change it`}
            </VisuallyHidden>
          </UnstyledButton>
        )}
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-label={`Due date of “${todo.task}”`}>
        <QuickDays today={today} onChoose={choose} />
        <AnotherDay due={todo.due} onChoose={choose} />
        {todo.due !== null && (
          <UnstyledButton className={classes.choice} onClick={() => choose(null)}>
            Remove the date
          </UnstyledButton>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function QuickDays({ today, onChoose }: { readonly today: Day; readonly onChoose: (due: Day) => void }) {
  const days = [
    { label: 'Today', day: today },
    { label: 'Tomorrow', day: addDays(today, 1) },
    { label: 'Next week', day: addDays(today, 8 - weekdayOf(today)) },
  ]
  return days.map(({ label, day }) => (
    <UnstyledButton key={label} className={classes.choice} onClick={() => onChoose(day)}>
      {label} <span>{formatDay(day, 'short', today)}</span>
    </UnstyledButton>
  ))
}

function AnotherDay({ due, onChoose }: { readonly due: Day | null; readonly onChoose: (due: Day) => void }) {
  const [day, setDay] = useState(due ?? '')
  const [problem, setProblem] = useState<string>()

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (isDay(day)) onChoose(day)
    else setProblem('Choose a day first.')
  }

  return (
    <form className={classes.another} onSubmit={submit} noValidate>
      <TextInput
        size="xs"
        type="date"
        label="Another day"
        className={classes.day}
        max="9999-12-31"
        value={day}
        error={problem}
        onChange={(event) => {
          setProblem(undefined)
          setDay(event.currentTarget.value)
        }}
      />
      <Button type="submit" size="sm">
        Set
      </Button>
    </form>
  )
}
