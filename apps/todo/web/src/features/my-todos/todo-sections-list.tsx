import { Button } from '@mantine/core'
import { EmptyState } from '@rollcall/ui'
import { IconChecks } from '@tabler/icons-react'
import { useState } from 'react'
import type { Day } from '../../words/day.js'
import { TodoRow } from './todo-row.js'
import type { Show, TodoSection } from './todo-sections.js'
import classes from './todo-sections-list.module.css'
import type { TodoListState } from './use-todo-list.js'

const firstRows = 50

export function TodoSectionsList({
  sections,
  show,
  list,
  today,
}: {
  readonly sections: readonly TodoSection[]
  readonly show: Show
  readonly list: TodoListState
  readonly today: Day
}) {
  const [whole, setWhole] = useState(false)
  const total = sections.reduce((sum, section) => sum + section.todos.length, 0)
  if (total === 0) return <NothingToShow show={show} />
  return (
    <>
      {cut(sections, whole ? total : firstRows).map((section) => (
        <section key={section.key} aria-labelledby={`section-${section.key}`}>
          <h2 id={`section-${section.key}`} className={classes.heading} data-needs-you={section.needsYou || undefined}>
            {section.heading} <span>{section.count}</span>
          </h2>
          <ul>
            {section.todos.map((todo) => (
              <TodoRow key={todo.id} todo={todo} list={list} today={today} />
            ))}
          </ul>
        </section>
      ))}
      {!whole && total > firstRows && (
        <p className={classes.rest}>
          {firstRows} of {total.toLocaleString('en-GB')} shown.{' '}
          <Button variant="subtle" size="sm" onClick={() => setWhole(true)}>
            Show the rest
          </Button>
        </p>
      )}
    </>
  )
}

function NothingToShow({ show }: { readonly show: Show }) {
  return (
    <div className={classes.nothing}>
      {show === 'done' ? (
        <EmptyState title="Nothing done yet">What you tick is kept here, by the day on which you did it.</EmptyState>
      ) : (
        <EmptyState icon={<IconChecks size={20} aria-hidden="true" />} title="All done">
          Nothing is open. Add what comes next, above.
        </EmptyState>
      )}
    </div>
  )
}

function cut(sections: readonly TodoSection[], rows: number): readonly TodoSection[] {
  let left = rows
  return sections.flatMap((section) => {
    const todos = section.todos.slice(0, left)
    left -= todos.length
    return todos.length > 0 ? [{ ...section, todos }] : []
  })
}
