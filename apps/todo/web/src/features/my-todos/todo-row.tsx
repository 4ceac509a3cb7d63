import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { doneWords } from '../../todos/done-words.js'
import { DueMenu } from '../../todos/due-menu.js'
import { lateWords } from '../../todos/due-words.js'
import { capitalised } from '../../words/capitalised.js'
import type { Day } from '../../words/day.js'
import { EditTask } from './edit-task.js'
import { tickIdOf } from './tick-id-of.js'
import { TodoActions } from './todo-actions.js'
import classes from './todo-row.module.css'
import type { TodoListState } from './use-todo-list.js'

export function TodoRow({
  todo,
  list,
  today,
}: {
  readonly todo: Todo
  readonly list: TodoListState
  readonly today: Day
}) {
  const done = todo.completedAt !== null
  return (
    <li
      className={classes.row}
      data-done={done || undefined}
      data-selected={list.selected?.id === todo.id || undefined}
      onFocus={() => list.select(todo)}
    >
      <Checkbox id={tickIdOf(todo)} checked={done} onChange={() => list.tick(todo)} aria-label={todo.task} />
      {list.editingId === todo.id ? (
        <EditTask todo={todo} list={list} />
      ) : (
        <Read todo={todo} list={list} today={today} />
      )}
    </li>
  )
}

function Read({ todo, list, today }: { readonly todo: Todo; readonly list: TodoListState; readonly today: Day }) {
  return (
    <>
      <div>
        <UnstyledButton className={classes.task} aria-label={`Edit “${todo.task}”`} onClick={() => list.edit(todo)}>
          {todo.task}
        </UnstyledButton>
        <SubLine todo={todo} today={today} justDone={list.justDone.has(todo.id)} />
      </div>
      <TodoActions todo={todo} list={list} />
      <div className={classes.end}>
        {todo.completedAt === null ? (
          <DueMenu
            todo={todo}
            today={today}
            opened={list.datingId === todo.id}
            onOpenedChange={(opened) => list.date(opened ? todo : undefined)}
            onChange={(due) => list.setDue(todo, due)}
          />
        ) : (
          <UnstyledButton className={classes.undo} onClick={() => list.tick(todo)}>
            {list.justDone.has(todo.id) ? 'Undo' : 'Open again'}
            <VisuallyHidden>{` “${todo.task}”`}</VisuallyHidden>
          </UnstyledButton>
        )}
      </div>
    </>
  )
}

function SubLine({ todo, today, justDone }: { readonly todo: Todo; readonly today: Day; readonly justDone: boolean }) {
  if (todo.completedAt !== null) {
    return (
      <p className={classes.sub}>
        {justDone ? 'Done just now. Stays in sight until you leave the page' : doneWords(todo.completedAt, today)}
      </p>
    )
  }
  const late = lateWords(todo.due, today)
  const by = todo.assignedBy && `assigned by ${todo.assignedBy.displayName}`
  const words = [late, by].filter((part) => part).join(', ')
  return words === '' ? null : <p className={classes.sub}>{capitalised(words)}</p>
}
