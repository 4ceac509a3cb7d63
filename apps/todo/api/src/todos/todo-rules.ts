import { ApiRefusal } from '../http/api-refusal.js'
import { assertHasAccess, assertMay, may, type Person } from '../people/person.js'
import type { TodoChangeInput } from './todo-input.js'
import type { StoredTodo } from './todo-table.js'

/** Whether the person may make a todo for this owner: `undefined` for themselves, `null` for nobody yet. */
export function assertMayAdd(person: Person, owner: string | null | undefined): void {
  assertMay(person, owner === undefined || owner === person.id ? 'todo:own' : 'todo:assign')
}

/**
 * One's own todo takes any change; handing it on, and changing others', takes the permission for what is changed.
 * @throws ApiRefusal `noAccess`, `notAllowed`, or `notFound` for what the person may not even see
 */
export function assertMayChange(person: Person, todo: StoredTodo | undefined, change: TodoChangeInput): asserts todo {
  assertMaySee(person, todo)
  if (todo.owner === person.id) {
    assertMay(person, 'todo:own')
    if (change.owner !== undefined && change.owner !== person.id) assertMay(person, 'todo:assign')
    return
  }
  if (change.completed !== undefined) assertMay(person, 'todo:complete-any')
  if (change.owner !== undefined || change.due !== undefined) assertMay(person, 'todo:assign')
  if (change.task !== undefined) throw new ApiRefusal('notAllowed', 'Only whose todo it is can change what it says.')
  if (Object.keys(change).length === 0) assertMay(person, 'todo:assign')
}

/** @throws ApiRefusal `noAccess`, `notAllowed`, or `notFound` for what the person may not even see */
export function assertMayRemove(person: Person, todo: StoredTodo | undefined): asserts todo {
  assertMaySee(person, todo)
  if (todo.owner !== person.id) throw new ApiRefusal('notAllowed', 'Only whose todo it is can delete it.')
  assertMay(person, 'todo:own')
}

/** To who may not see a todo, it is not there. */
function assertMaySee(person: Person, todo: StoredTodo | undefined): asserts todo {
  assertHasAccess(person)
  const isSeen =
    todo !== undefined &&
    (todo.owner === person.id ||
      may(person, 'todo:audit') ||
      may(person, 'todo:assign') ||
      may(person, 'todo:complete-any'))
  if (!isSeen) throw new ApiRefusal('notFound', 'There is no such todo.')
}
