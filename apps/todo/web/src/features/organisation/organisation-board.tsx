import type { Todo } from '@rollcall/todo-api/contract'
import { useRef, useState } from 'react'
import { useKeys } from '../../keys/use-keys.js'
import { useMe } from '../../session/use-me.js'
import { useLastTodo } from '../../todos/use-last-todo.js'
import { useToday } from '../../words/use-today.js'
import { AssignDialog } from './assign-dialog.js'
import { filterTodos } from './filter-todos.js'
import { NothingFound } from './nothing-found.js'
import { OpenByPerson } from './open-by-person.js'
import classes from './organisation-board.module.css'
import { nobody } from './organisation-search.js'
import { SelectedTodos } from './selected-todos.js'
import { taskIdOf } from './task-id-of.js'
import { TodoFilter } from './todo-filter.js'
import { TodoTable } from './todo-table.js'
import { UnassignedNotice } from './unassigned-notice.js'
import { useOrganisationSearch } from './use-organisation-search.js'

const firstRows = 25

export function OrganisationBoard({ todos }: { readonly todos: readonly Todo[] }) {
  const me = useMe()
  const today = useToday()
  const { search, setSearch } = useOrganisationSearch()
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set())
  const [whole, setWhole] = useState(false)
  const [assigning, setAssigning] = useState<Todo>()
  const toAssign = useLastTodo(assigning)
  const findField = useRef<HTMLInputElement>(null)
  const { shown, counts } = filterTodos(todos, search, today)
  const rows = whole ? shown : shown.slice(0, firstRows)
  const selected = shown.filter((todo) => selectedIds.has(todo.id))

  function move(step: 1 | -1): void {
    const index = rows.findIndex((todo) => selectedIds.has(todo.id))
    const next = index === -1 ? rows.at(step === 1 ? 0 : -1) : rows[index + step]
    if (!next) return
    setSelectedIds(new Set([next.id]))
    document.getElementById(taskIdOf(next))?.focus()
  }

  function clear(): void {
    setSelectedIds(new Set())
  }

  function showUnassigned(): void {
    setSearch({ who: nobody })
    const unassigned = todos.filter((todo) => todo.owner === null && todo.completedAt === null)
    if (me.permissions.includes('todo:assign')) setSelectedIds(new Set(unassigned.map(({ id }) => id)))
  }

  useKeys({
    '/': (event) => {
      event.preventDefault()
      findField.current?.focus()
    },
    j: () => move(1),
    k: () => move(-1),
    Escape: clear,
  })

  return (
    <>
      <UnassignedNotice todos={todos} today={today} onShow={showUnassigned} />
      <div className={classes.two} data-selected={selected.length > 0 || undefined}>
        <div>
          <TodoFilter search={search} onSearch={setSearch} counts={counts} findField={findField} todos={todos} />
          {rows.length === 0 ? (
            <NothingFound search={search} none={todos.length === 0} onClear={() => setSearch({})} />
          ) : (
            <TodoTable
              todos={rows}
              today={today}
              selectedIds={selectedIds}
              onSelect={setSelectedIds}
              onAssign={me.permissions.includes('todo:assign') ? setAssigning : undefined}
              latestFirst={search.order === 'latest'}
              onOrder={() => setSearch({ ...search, order: search.order === 'latest' ? undefined : 'latest' })}
            />
          )}
          {rows.length < shown.length && (
            <p className={classes.rest}>
              {rows.length} of {shown.length.toLocaleString('en-GB')} shown.{' '}
              <button type="button" onClick={() => setWhole(true)}>
                Show the rest
              </button>
            </p>
          )}
        </div>
        <aside className={classes.aside} aria-label="Load and selection">
          <OpenByPerson todos={todos} today={today} onChoose={(who) => setSearch({ who })} />
          <SelectedTodos todos={selected} today={today} onDone={clear} />
        </aside>
      </div>
      <AssignDialog
        todos={toAssign ? [toAssign] : []}
        opened={assigning !== undefined}
        onClose={() => setAssigning(undefined)}
      />
    </>
  )
}
