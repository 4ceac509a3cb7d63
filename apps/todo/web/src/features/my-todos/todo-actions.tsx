import { ActionIcon, Menu } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { IconCalendar, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import classes from './todo-actions.module.css'
import type { TodoListState } from './use-todo-list.js'

export function TodoActions({ todo, list }: { readonly todo: Todo; readonly list: TodoListState }) {
  return (
    <Menu position="bottom-end" width={200} returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={28} className={classes.target} aria-label={`Actions for “${todo.task}”`}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={() => list.edit(todo)}>
          Edit the text
        </Menu.Item>
        {todo.completedAt === null && (
          <Menu.Item leftSection={<IconCalendar size={16} aria-hidden="true" />} onClick={() => list.date(todo)}>
            {todo.due === null ? 'Set a date' : 'Change the date'}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          className={classes.delete}
          leftSection={<IconTrash size={16} aria-hidden="true" />}
          onClick={() => list.delete(todo)}
        >
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
