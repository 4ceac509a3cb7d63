import { Button, Group, Stack, TextInput } from '@mantine/core'
import { Dialog } from '@rollcall/ui'
import { type FormEvent, useState } from 'react'
import { notifyDone, notifyProblem } from '../../notices/notify.js'
import { isDay } from '../../words/day.js'
import { AssigneeField } from './assignee-field.js'
import { useAddTodoFor } from './use-add-todo-for.js'

/** Adds a todo for somebody, or for nobody yet. */
export function AddTodoDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Add a todo">
      <AddTodoForm onClose={onClose} />
    </Dialog>
  )
}

function AddTodoForm({ onClose }: { readonly onClose: () => void }) {
  const add = useAddTodoFor()
  const [task, setTask] = useState('')
  const [due, setDue] = useState('')
  const [owner, setOwner] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    const text = task.trim()
    setMissing(text === '')
    if (text === '' || add.isPending) return
    add.mutate(
      { task: text, due: isDay(due) ? due : null, owner },
      {
        onSuccess: (todo) => {
          notifyDone(`“${todo.task}” is added${todo.owner ? ` for ${todo.owner.displayName}` : ', with no assignee'}.`)
          onClose()
        },
        onError: (error) => notifyProblem(`“${text}” was not added.`, error),
      },
    )
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        <TextInput
          label="What is to be done"
          data-autofocus
          maxLength={500}
          autoComplete="off"
          value={task}
          error={missing && 'Write what there is to do.'}
          onChange={(event) => setTask(event.currentTarget.value)}
        />
        <AssigneeField value={owner} onChange={setOwner} />
        <TextInput
          label="Due"
          type="date"
          max="9999-12-31"
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8} mt={8}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            Add todo
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
