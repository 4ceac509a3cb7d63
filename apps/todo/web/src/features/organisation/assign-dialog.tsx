import { Button, Group, Stack } from '@mantine/core'
import type { PersonRef, Todo } from '@rollcall/todo-api/contract'
import { Dialog } from '@rollcall/ui'
import { useState } from 'react'
import { notifyDone } from '../../notices/notify.js'
import { useChangeTodo } from '../../todos/use-change-todo.js'
import { count } from '../../words/count.js'
import { AssigneeField } from './assignee-field.js'
import { useOrganisationPeople } from './use-organisation-people.js'

/** Gives one todo, or several, to somebody. */
export function AssignDialog({
  todos,
  opened,
  onClose,
}: {
  readonly todos: readonly Todo[]
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const [only] = todos
  const title = todos.length === 1 ? `Assign “${only?.task}”` : `Assign ${count(todos.length, 'todo', 'todos')}`
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <AssignForm todos={todos} onClose={onClose} />
    </Dialog>
  )
}

function AssignForm({ todos, onClose }: { readonly todos: readonly Todo[]; readonly onClose: () => void }) {
  const { mutate } = useChangeTodo()
  const { data: people = [] } = useOrganisationPeople()
  const [chosen, setChosen] = useState<string | null>(todos.length === 1 ? (todos[0]?.owner?.id ?? null) : null)

  function assign(): void {
    const person = people.find(({ id }) => id === chosen) ?? null
    const owner: PersonRef | null = person && { id: person.id, displayName: person.displayName }
    const before = todos.filter((todo) => todo.owner?.id !== owner?.id)
    for (const todo of before) mutate({ todo, change: { owner: owner?.id ?? null }, owner })
    const what = todos.length === 1 ? `“${todos[0]?.task}” is` : `${count(todos.length, 'todo', 'todos')} are`
    notifyDone(`${what} assigned to ${owner?.displayName ?? 'nobody'}.`, () => {
      for (const todo of before) mutate({ todo, change: { owner: todo.owner?.id ?? null }, owner: todo.owner })
    })
    onClose()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        assign()
      }}
    >
      <Stack gap={24}>
        <AssigneeField value={chosen} onChange={setChosen} autoFocus />
        <Group justify="flex-end" gap={8}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled">
            {chosen === null ? 'Take the assignee away' : 'Assign'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
