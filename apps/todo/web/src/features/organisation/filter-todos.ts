import type { Todo } from '@rollcall/todo-api/contract'
import type { Day } from '../../words/day.js'
import { nobody, type OrganisationSearch, type ShowTodos } from './organisation-search.js'

/** The todos that the filter leaves, in order, and how many each choice of open, late and done would show. */
export function filterTodos(
  todos: readonly Todo[],
  search: OrganisationSearch,
  today: Day,
): { readonly shown: readonly Todo[]; readonly counts: Readonly<Record<ShowTodos, number>> } {
  const found = todos.filter((todo) => isOf(todo, search.who) && hasText(todo, search.find))
  const groups: Record<ShowTodos, readonly Todo[]> = {
    open: found.filter((todo) => todo.completedAt === null),
    late: found.filter((todo) => isLate(todo, today)),
    done: found.filter((todo) => todo.completedAt !== null),
  }
  const show = search.show ?? 'open'
  const sorted = [...groups[show]].sort(show === 'done' ? byDone : byDue)
  return {
    shown: search.order === 'latest' ? sorted.reverse() : sorted,
    counts: { open: groups.open.length, late: groups.late.length, done: groups.done.length },
  }
}

export function isLate(todo: Todo, today: Day): boolean {
  return todo.completedAt === null && todo.due !== null && todo.due < today
}

function isOf(todo: Todo, who: string | undefined): boolean {
  if (who === undefined) return true
  return who === nobody ? todo.owner === null : todo.owner?.id === who
}

function hasText(todo: Todo, find: string | undefined): boolean {
  if (find === undefined) return true
  const text = find.trim().toLocaleLowerCase()
  return [todo.task, todo.owner?.displayName ?? ''].some((each) => each.toLocaleLowerCase().includes(text))
}

function byDue(a: Todo, b: Todo): number {
  return (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.createdAt.localeCompare(b.createdAt)
}

function byDone(a: Todo, b: Todo): number {
  return (b.completedAt ?? '').localeCompare(a.completedAt ?? '')
}
