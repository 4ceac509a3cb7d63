import { Anchor } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { capitalised } from '../../words/capitalised.js'
import { countInWords } from '../../words/count-in-words.js'
import type { Day } from '../../words/day.js'
import classes from './my-todos-page.module.css'
import type { TodoListState } from './use-todo-list.js'

/** The one thing to do next. */
export function NextStep(props: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly list: TodoListState
  readonly onGoTo: (todo: Todo) => void
}) {
  return (
    <section>
      <h2>Next</h2>
      <p className={classes.next}>
        <Sentence {...props} />
      </p>
    </section>
  )
}

function Sentence({ todos, today, list, onGoTo }: Parameters<typeof NextStep>[0]) {
  const open = todos.filter((todo) => todo.completedAt === null)
  const late = open.filter((todo) => todo.due !== null && todo.due < today)
  const [oldest] = late
  if (oldest && late.length === 1) {
    return (
      <>
        One todo is overdue. <Act onClick={() => list.setDue(oldest, today)}>Move it to today</Act> or{' '}
        <Act onClick={() => list.delete(oldest)}>delete it</Act>.
      </>
    )
  }
  if (oldest) {
    return (
      <>
        {capitalised(countInWords(late.length))} todos are overdue. Start with “
        <Act onClick={() => onGoTo(oldest)}>{oldest.task}</Act>”, the oldest.
      </>
    )
  }
  const first = open.find((todo) => todo.due === today) ?? open[0]
  if (!first) return 'Nothing is open. Add what comes next, or enjoy the quiet.'
  return (
    <>
      Nothing is overdue. Next is “<Act onClick={() => onGoTo(first)}>{first.task}</Act>”.
    </>
  )
}

function Act({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <Anchor component="button" type="button" inherit underline="always" onClick={onClick}>
      {children}
    </Anchor>
  )
}
