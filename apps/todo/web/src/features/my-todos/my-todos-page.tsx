import { useDocumentTitle } from '@mantine/hooks'
import type { Todo } from '@rollcall/todo-api/contract'
import { PageHeader, ProblemPanel } from '@rollcall/ui'
import { useRef, useState } from 'react'
import { formatDay } from '../../words/format-day.js'
import { useToday } from '../../words/use-today.js'
import { AddTodoForm } from './add-todo-form.js'
import { Aside } from './aside.js'
import { DeleteDialog } from './delete-dialog.js'
import { FirstDay } from './first-day.js'
import { KeysDialog } from './keys-dialog.js'
import { ListBar } from './list-bar.js'
import classes from './my-todos-page.module.css'
import { MyTodosSkeleton } from './my-todos-skeleton.js'
import { PlateWords } from './plate-words.js'
import { tickIdOf } from './tick-id-of.js'
import { type Show, todoSections } from './todo-sections.js'
import { TodoSectionsList } from './todo-sections-list.js'
import { useOwnTodos } from './use-own-todos.js'
import { useTodoKeys } from './use-todo-keys.js'
import { useTodoList } from './use-todo-list.js'

export function MyTodosPage() {
  useDocumentTitle('My todos · Todo')
  const today = useToday()
  const { data, error, refetch } = useOwnTodos()
  if (data) return <MyTodos todos={data} />
  return (
    <>
      <PageHeader title="What's on your plate?" state={`${formatDay(today, 'long-with-weekday')}.`} />
      {error ? (
        <ProblemPanel title="Your todos did not load." technical={error.technical} onRetry={() => void refetch()}>
          {error.message}
        </ProblemPanel>
      ) : (
        <MyTodosSkeleton />
      )}
    </>
  )
}

function MyTodos({ todos }: { readonly todos: readonly Todo[] }) {
  const today = useToday()
  const [show, setShow] = useState<Show>('open')
  const [keysOpen, setKeysOpen] = useState(false)
  const addField = useRef<HTMLInputElement>(null)
  const list = useTodoList(todos)
  const sections = todoSections(todos, { show, today, justDone: list.justDone })
  useTodoKeys({ list, sections, addField, onHelp: () => setKeysOpen(true) })

  function goTo(todo: Todo): void {
    setShow('open')
    requestAnimationFrame(() => document.getElementById(tickIdOf(todo))?.focus())
  }

  return (
    <div className={classes.two}>
      <div>
        <PageHeader title="What's on your plate?" state={<PlateWords todos={todos} today={today} />} />
        <AddTodoForm field={addField} today={today} />
        {todos.length === 0 ? (
          <FirstDay onStart={() => addField.current?.focus()} />
        ) : (
          <>
            <ListBar todos={todos} show={show} onShow={setShow} onHelp={() => setKeysOpen(true)} />
            <TodoSectionsList sections={sections} show={show} list={list} today={today} />
          </>
        )}
      </div>
      <Aside todos={todos} today={today} list={list} onGoTo={goTo} />
      <DeleteDialog todo={list.deleting} onClose={list.cancelDelete} />
      <KeysDialog opened={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  )
}
