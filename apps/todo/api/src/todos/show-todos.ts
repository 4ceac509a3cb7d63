import type { Users } from '@rollcall/server'
import type { PersonRef, Todo } from '../contract.js'
import { resolvePeople } from '../people/resolve-people.js'
import type { StoredTodo } from './todo-table.js'

/** Todos as the pages show them, with the names that people have now. */
export async function showTodos(users: Users, todos: readonly StoredTodo[]): Promise<readonly Todo[]> {
  const people = await resolvePeople(
    users,
    todos.flatMap(({ owner, assignedBy }) => [owner, assignedBy]),
  )
  return todos.map((todo) => showTodo(todo, people))
}

function showTodo(todo: StoredTodo, people: ReadonlyMap<string, PersonRef>): Todo {
  const { id, task, due, created, completed, owner, assignedBy } = todo
  return {
    id,
    task,
    due: due ?? null,
    completedAt: completed === undefined ? null : new Date(completed).toISOString(),
    createdAt: new Date(created).toISOString(),
    // Null too for a person who was removed: the todo waits for somebody else.
    owner: people.get(owner ?? '') ?? null,
    assignedBy: people.get(assignedBy ?? '') ?? null,
  }
}
