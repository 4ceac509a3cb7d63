import { Checkbox, UnstyledButton } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useMe } from '../../session/use-me.js'
import type { Day } from '../../words/day.js'
import classes from './todo-table.module.css'
import { TodoTableRow } from './todo-table-row.js'

export function TodoTable({
  todos,
  today,
  selectedIds,
  onSelect,
  onAssign,
  latestFirst,
  onOrder,
}: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly selectedIds: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onAssign: ((todo: Todo) => void) | undefined
  readonly latestFirst: boolean
  readonly onOrder: () => void
}) {
  const me = useMe()
  const changes = me.permissions.includes('todo:assign') || me.permissions.includes('todo:complete-any')
  const selectedHere = todos.filter((todo) => selectedIds.has(todo.id)).length
  const Arrow = latestFirst ? IconArrowDown : IconArrowUp
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {changes && (
            <th className={classes.pick} scope="col">
              <Checkbox
                aria-label="Select all todos shown"
                checked={selectedHere === todos.length}
                indeterminate={selectedHere > 0 && selectedHere < todos.length}
                onChange={() => onSelect(new Set(selectedHere === todos.length ? [] : todos.map((todo) => todo.id)))}
              />
            </th>
          )}
          <th scope="col">Todo</th>
          <th scope="col" className={classes.assignee}>
            Assignee
          </th>
          <th scope="col" className={classes.due} aria-sort={latestFirst ? 'descending' : 'ascending'}>
            <UnstyledButton className={classes.order} onClick={onOrder}>
              Due <Arrow size={14} aria-hidden="true" />
            </UnstyledButton>
          </th>
        </tr>
      </thead>
      <tbody>
        {todos.map((todo) => (
          <TodoTableRow
            key={todo.id}
            todo={todo}
            today={today}
            pick={changes}
            selected={selectedIds.has(todo.id)}
            onSelectOnly={() => onSelect(new Set([todo.id]))}
            onAssign={onAssign}
            onToggle={() => onSelect(toggled(selectedIds, todo.id))}
          />
        ))}
      </tbody>
    </table>
  )
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
