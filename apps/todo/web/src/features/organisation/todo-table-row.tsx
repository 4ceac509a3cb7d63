import { Checkbox, UnstyledButton } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { PersonInitials } from '@rollcall/ui'
import { IconUserPlus } from '@tabler/icons-react'
import { dueWords } from '../../todos/due-words.js'
import { type Day, dayOf } from '../../words/day.js'
import { formatDay, formatInstant } from '../../words/format-day.js'
import { isLate } from './filter-todos.js'
import { taskIdOf } from './task-id-of.js'
import classes from './todo-table.module.css'

export function TodoTableRow({
  todo,
  today,
  pick,
  selected,
  onSelectOnly,
  onToggle,
  onAssign,
}: {
  readonly todo: Todo
  readonly today: Day
  readonly pick: boolean
  readonly selected: boolean
  readonly onSelectOnly: () => void
  readonly onToggle: () => void
  readonly onAssign: ((todo: Todo) => void) | undefined
}) {
  return (
    <tr data-selected={selected || undefined}>
      {pick && (
        <td className={classes.pick}>
          <Checkbox aria-label={`Select “${todo.task}”`} checked={selected} onChange={onToggle} />
        </td>
      )}
      <td>
        <UnstyledButton id={taskIdOf(todo)} className={classes.task} aria-pressed={selected} onClick={onSelectOnly}>
          {todo.task}
        </UnstyledButton>
        <span className={classes.assigneeBeneath}>{todo.owner?.displayName ?? 'No assignee'}</span>
      </td>
      <td className={classes.assignee}>
        <Assignee todo={todo} onAssign={onAssign} />
      </td>
      <td className={classes.due} data-late={isLate(todo, today) || undefined}>
        <Due todo={todo} today={today} />
      </td>
    </tr>
  )
}

function Assignee({ todo, onAssign }: { readonly todo: Todo; readonly onAssign: ((todo: Todo) => void) | undefined }) {
  if (todo.owner) {
    return (
      <span className={classes.person}>
        <PersonInitials name={todo.owner.displayName} />
        <span>{todo.owner.displayName}</span>
      </span>
    )
  }
  if (!onAssign || todo.completedAt !== null) return <span className={classes.nobody}>No assignee</span>
  return (
    <UnstyledButton className={classes.assign} aria-label={`Assign “${todo.task}”`} onClick={() => onAssign(todo)}>
      <IconUserPlus size={16} aria-hidden="true" />
      Assign
    </UnstyledButton>
  )
}

function Due({ todo, today }: { readonly todo: Todo; readonly today: Day }) {
  if (todo.completedAt !== null) {
    return (
      <span title={formatInstant(todo.completedAt)}>
        Done {formatDay(dayOf(new Date(todo.completedAt)), 'short', today)}
      </span>
    )
  }
  return todo.due === null ? '–' : dueWords(todo.due, today)
}
