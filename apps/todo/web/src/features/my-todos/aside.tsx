import type { Todo } from '@rollcall/todo-api/contract'
import type { Day } from '../../words/day.js'
import { CompletedADay } from './completed-a-day.js'
import classes from './my-todos-page.module.css'
import { NextStep } from './next-step.js'
import type { TodoListState } from './use-todo-list.js'
import { WhatYouCanDo } from './what-you-can-do.js'

export function Aside({
  todos,
  today,
  list,
  onGoTo,
}: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly list: TodoListState
  readonly onGoTo: (todo: Todo) => void
}) {
  return (
    <aside className={classes.aside} aria-label="About your todos">
      {todos.length > 0 && <CompletedADay todos={todos} today={today} />}
      <WhatYouCanDo />
      {todos.length > 0 && <NextStep todos={todos} today={today} list={list} onGoTo={onGoTo} />}
    </aside>
  )
}
