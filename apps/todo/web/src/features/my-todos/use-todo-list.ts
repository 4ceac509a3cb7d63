import type { Todo } from '@rollcall/todo-api/contract'
import { useState } from 'react'
import { useChangeTodo } from '../../todos/use-change-todo.js'
import type { Day } from '../../words/day.js'

/** What is done with the list on the page: ticks that stay in sight, the selected row, the one being edited or deleted. */
export function useTodoList(todos: readonly Todo[]) {
  const { mutate } = useChangeTodo()
  const [justDone, setJustDone] = useState<readonly string[]>([])
  const [selectedId, setSelectedId] = useState<string>()
  const [editingId, setEditingId] = useState<string>()
  const [datingId, setDatingId] = useState<string>()
  const [deletingId, setDeletingId] = useState<string>()

  function tick(todo: Todo): void {
    const completed = todo.completedAt === null
    setJustDone((ids) => [...ids.filter((id) => id !== todo.id), ...(completed ? [todo.id] : [])])
    mutate({ todo, change: { completed } })
  }

  return {
    justDone: new Set(justDone),
    lastDone: todos.find((todo) => todo.id === justDone.at(-1) && todo.completedAt !== null),
    selected: todos.find((todo) => todo.id === selectedId),
    editingId,
    datingId,
    deleting: todos.find((todo) => todo.id === deletingId),
    tick,
    select: (todo: Todo) => setSelectedId(todo.id),
    edit: (todo: Todo | undefined) => setEditingId(todo?.id),
    date: (todo: Todo | undefined) => setDatingId(todo?.id),
    rename: (todo: Todo, task: string) => mutate({ todo, change: { task } }),
    setDue: (todo: Todo, due: Day | null) => mutate({ todo, change: { due } }),
    delete: (todo: Todo) => setDeletingId(todo.id),
    cancelDelete: () => setDeletingId(undefined),
  }
}

export type TodoListState = ReturnType<typeof useTodoList>
