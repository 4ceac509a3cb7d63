import type { PersonRef, Todo } from '@rollcall/todo-api/contract'
import type { Day } from '../../words/day.js'
import { isLate } from './filter-todos.js'

export interface Load {
  /** Null for what nobody is assigned. */
  readonly person: PersonRef | null
  readonly onTime: number
  readonly late: number
}

/** Open todos by person, the most first; what nobody is assigned stands last. */
export function loadByPerson(todos: readonly Todo[], today: Day): readonly Load[] {
  const loads = new Map<string | null, Load>()
  for (const todo of todos) {
    if (todo.completedAt !== null) continue
    const id = todo.owner?.id ?? null
    const load = loads.get(id) ?? { person: todo.owner, onTime: 0, late: 0 }
    const late = isLate(todo, today)
    loads.set(id, { ...load, onTime: load.onTime + (late ? 0 : 1), late: load.late + (late ? 1 : 0) })
  }
  return [...loads.values()].sort(nobodyLastThenMost)
}

function nobodyLastThenMost(a: Load, b: Load): number {
  if (a.person === null || b.person === null) return Number(a.person === null) - Number(b.person === null)
  return b.onTime + b.late - (a.onTime + a.late) || a.person.displayName.localeCompare(b.person.displayName)
}
