import type { Todo } from '@rollcall/todo-api/contract'
import type { RefObject } from 'react'
import { useKeys } from '../../keys/use-keys.js'
import { tickIdOf } from './tick-id-of.js'
import type { TodoSection } from './todo-sections.js'
import type { TodoListState } from './use-todo-list.js'

/** The keys of the list; `keys-dialog.tsx` names them. */
export function useTodoKeys({
  list,
  sections,
  addField,
  onHelp,
}: {
  readonly list: TodoListState
  readonly sections: readonly TodoSection[]
  readonly addField: RefObject<HTMLInputElement | null>
  readonly onHelp: () => void
}): void {
  const rows = sections.flatMap((section) => section.todos)

  function move(step: 1 | -1): void {
    const index = rows.findIndex((todo) => todo.id === list.selected?.id)
    const next = index === -1 ? rows.at(step === 1 ? 0 : -1) : rows[index + step]
    if (!next) return
    list.select(next)
    document.getElementById(tickIdOf(next))?.focus()
  }

  function onSelected(act: (todo: Todo) => void): (event: KeyboardEvent) => void {
    return (event) => {
      // On a button of its own, a key does what it does everywhere.
      if (event.target instanceof Element && event.target.closest('button, a, summary')) return
      if (!list.selected) return
      event.preventDefault()
      act(list.selected)
    }
  }

  useKeys({
    j: () => move(1),
    k: () => move(-1),
    n: (event) => {
      event.preventDefault()
      addField.current?.focus()
    },
    ' ': onSelected(list.tick),
    Enter: onSelected(list.edit),
    d: onSelected(list.date),
    x: onSelected(list.delete),
    Delete: onSelected(list.delete),
    u: () => list.lastDone && list.tick(list.lastDone),
    '?': onHelp,
  })
}
