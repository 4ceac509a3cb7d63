import { randomUUID } from 'node:crypto'
import type { StoredTodo } from '../todos/todo-table.js'
import { type DemoTodo, demoTodos } from './demo-data.js'

/** The demo's todos, around the day on which they are made. */
export function todosOfDemo(owner: string, now: number): readonly StoredTodo[] {
  return demoTodos.map((todo, index) => storedTodo(todo, { owner, now, index }))
}

interface Circumstances {
  readonly owner: string
  readonly now: number
  readonly index: number
}

function storedTodo({ task, due, added, done }: DemoTodo, { owner, now, index }: Circumstances): StoredTodo {
  return {
    id: randomUUID(),
    task,
    due: due === undefined ? undefined : dayOf(daysFrom(now, due)),
    created: daysFrom(now, -added).getTime() - index * aMinute,
    completed: done === undefined ? undefined : daysFrom(now, -done).getTime() - index * aMinute,
    owner,
    assignedBy: undefined,
  }
}

const aMinute = 60_000

/** Counted on the calendar: a day need not have 24 hours. */
function daysFrom(now: number, days: number): Date {
  const date = new Date(now)
  date.setDate(date.getDate() + days)
  return date
}

function dayOf(date: Date): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
