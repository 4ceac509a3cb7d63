import { Button } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { notifyDone } from '../../notices/notify.js'
import { useMe } from '../../session/use-me.js'
import { DueMenu } from '../../todos/due-menu.js'
import { useChangeTodo } from '../../todos/use-change-todo.js'
import { count } from '../../words/count.js'
import type { Day } from '../../words/day.js'
import { AssignDialog } from './assign-dialog.js'
import classes from './selected-todos.module.css'
import { SelectedWords } from './selected-words.js'

/** What is selected, and what may be done with it. */
export function SelectedTodos({
  todos,
  today,
  onDone,
}: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly onDone: () => void
}) {
  const me = useMe()
  const { mutate } = useChangeTodo()
  const [assigning, setAssigning] = useState(false)
  const [dating, setDating] = useState(false)
  const [first] = todos
  if (!first) return null
  const assigns = me.permissions.includes('todo:assign')
  const completes = me.permissions.includes('todo:complete-any')
  const allDone = todos.every((todo) => todo.completedAt !== null)
  const name = todos.length === 1 ? `“${first.task}”` : count(todos.length, 'todo', 'todos')

  function complete(completed: boolean): void {
    const changing = todos.filter((todo) => (todo.completedAt !== null) !== completed)
    for (const todo of changing) mutate({ todo, change: { completed } })
    notifyDone(`${name} ${todos.length === 1 ? 'is' : 'are'} ${completed ? 'done' : 'open again'}.`, () => {
      for (const todo of changing) mutate({ todo, change: { completed: !completed } })
    })
    onDone()
  }

  return (
    <section className={classes.selected} aria-label="Selected">
      <h2>Selected: {todos.length === 1 ? first.task : name}</h2>
      {todos.length === 1 && <SelectedWords todo={first} today={today} />}
      {!assigns && !completes && <p className={classes.quiet}>You read only: nothing can be changed here.</p>}
      <div className={classes.actions}>
        {assigns && (
          <Button size="sm" onClick={() => setAssigning(true)}>
            {todos.length === 1 && first.owner ? 'Reassign' : 'Assign'}
          </Button>
        )}
        {completes && (
          <Button
            size="sm"
            leftSection={
              allDone ? <IconArrowBackUp size={16} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />
            }
            onClick={() => complete(!allDone)}
          >
            {allDone ? 'Open again' : 'Complete'}
          </Button>
        )}
        {assigns && todos.length === 1 && !allDone && (
          <DueMenu
            button
            todo={first}
            today={today}
            opened={dating}
            onOpenedChange={setDating}
            onChange={(due) => mutate({ todo: first, change: { due } })}
          />
        )}
      </div>
      <AssignDialog todos={todos} opened={assigning} onClose={() => setAssigning(false)} />
    </section>
  )
}
