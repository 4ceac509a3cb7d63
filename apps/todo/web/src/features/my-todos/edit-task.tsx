import { Button, TextInput } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { type FormEvent, useState } from 'react'
import classes from './edit-task.module.css'
import { tickIdOf } from './tick-id-of.js'
import type { TodoListState } from './use-todo-list.js'

/** Changes a todo's text in its place: Enter saves, Escape leaves it as it was. */
export function EditTask({ todo, list }: { readonly todo: Todo; readonly list: TodoListState }) {
  const [text, setText] = useState(todo.task)
  const task = text.trim()

  function close(): void {
    list.edit(undefined)
    document.getElementById(tickIdOf(todo))?.focus()
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (task === '') return
    if (task !== todo.task) list.rename(todo, task)
    close()
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        size="xs"
        className={classes.field}
        aria-label={`Text of “${todo.task}”`}
        autoFocus
        maxLength={500}
        autoComplete="off"
        value={text}
        error={task === '' && 'A todo needs a text. To be rid of it, delete it.'}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <Button type="submit" size="sm" variant="filled">
        Save
      </Button>
      <Button size="sm" variant="subtle" onClick={close}>
        Cancel
      </Button>
    </form>
  )
}
