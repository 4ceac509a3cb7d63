import { ApiRefusal } from '../http/api-refusal.js'
import type { Person } from '../people/person.js'
import { assertCanOwn } from './assert-can-own.js'
import type { TodoChangeInput } from './todo-input.js'
import { assertMayChange, assertMayRemove } from './todo-rules.js'
import type { StoredTodo, StoredTodoChange, TodoTable } from './todo-table.js'

/** How often a todo may change hands while it is decided what a person may do with it. */
const attempts = 20

export async function changeTodo(
  { table, now }: { readonly table: TodoTable; readonly now: () => number },
  person: Person,
  id: string,
  change: TodoChangeInput,
): Promise<StoredTodo> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const todo = await table.find(id)
    assertMayChange(person, todo, change)
    if (change.owner !== undefined && change.owner !== todo.owner) await assertCanOwn(person, change.owner)
    const isChanged = await table.change(todo, storedChange(person, todo, change, now()))
    const changed = isChanged ? await table.find(id) : undefined
    if (changed) return changed
  }
  throw new ApiRefusal('notFound', 'There is no such todo any more.')
}

export async function removeTodo(table: TodoTable, person: Person, id: string): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const todo = await table.find(id)
    assertMayRemove(person, todo)
    if (await table.remove(todo)) return
  }
  throw new ApiRefusal('notFound', 'There is no such todo any more.')
}

function storedChange(person: Person, todo: StoredTodo, change: TodoChangeInput, now: number): StoredTodoChange {
  const { task, due, completed, owner } = change
  return {
    ...(task !== undefined && { task }),
    ...(due !== undefined && { due }),
    ...(completed !== undefined && { completed: completed ? now : null }),
    // Assigning it to the same person again does not change who assigned it.
    ...(owner !== undefined &&
      owner !== (todo.owner ?? null) && { owner: { id: owner, assignedBy: assignerOf(person, owner) } }),
  }
}

/** Who assigned a todo, when that is somebody else than whose it is. */
export function assignerOf(person: Person, owner: string | null): string | null {
  return owner === null || owner === person.id ? null : person.id
}
