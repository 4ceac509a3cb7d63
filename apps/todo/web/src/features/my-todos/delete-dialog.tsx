import { Button, Group, Text } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { Dialog } from '@rollcall/ui'
import { notifyDone, notifyProblem } from '../../notices/notify.js'
import { useLastTodo } from '../../todos/use-last-todo.js'
import { useDeleteTodo } from './use-delete-todo.js'

/** Deleting cannot be undone: it is asked about, by name. */
export function DeleteDialog({ todo, onClose }: { readonly todo: Todo | undefined; readonly onClose: () => void }) {
  const remove = useDeleteTodo()
  const named = useLastTodo(todo)

  function confirm(): void {
    if (!todo) return
    remove.mutate(todo, {
      onSuccess: () => notifyDone(`“${todo.task}” is deleted.`),
      onError: (error) => notifyProblem(`“${todo.task}” was not deleted.`, error),
      onSettled: onClose,
    })
  }

  return (
    <Dialog opened={todo !== undefined} onClose={onClose} title="Delete this todo?">
      <Text>“{named?.task}” is deleted for good. If it is done, tick it instead.</Text>
      <Group justify="flex-end" gap={8} mt={24}>
        <Button onClick={onClose}>Keep it</Button>
        <Button variant="filled" color="red" loading={remove.isPending} onClick={confirm} data-autofocus>
          Delete todo
        </Button>
      </Group>
    </Dialog>
  )
}
