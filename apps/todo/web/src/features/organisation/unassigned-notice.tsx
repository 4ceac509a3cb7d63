import { Button } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { Notice } from '@rollcall/ui'
import { useMe } from '../../session/use-me.js'
import { lateWords } from '../../todos/due-words.js'
import { count } from '../../words/count.js'
import { countInWords } from '../../words/count-in-words.js'
import type { Day } from '../../words/day.js'
import { isLate } from './filter-todos.js'
import classes from './unassigned-notice.module.css'

/** Says what nobody is assigned, and leads there. */
export function UnassignedNotice({
  todos,
  today,
  onShow,
}: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly onShow: () => void
}) {
  const me = useMe()
  const unassigned = todos.filter((todo) => todo.owner === null && todo.completedAt === null)
  if (unassigned.length === 0) return null
  return (
    <div className={classes.notice}>
      <Notice
        tone="needs-you"
        action={
          <Button size="sm" onClick={onShow}>
            {me.permissions.includes('todo:assign') ? 'Assign them' : 'Show them'}
          </Button>
        }
      >
        <b>{count(unassigned.length, 'todo has', 'todos have')} no assignee</b>
        {lateness(unassigned, today)}.
      </Notice>
    </div>
  )
}

function lateness(unassigned: readonly Todo[], today: Day): string {
  const late = unassigned.filter((todo) => isLate(todo, today))
  const [first] = late
  if (!first) return ''
  if (unassigned.length === 1) return `, and it is ${lateWords(first.due, today)}`
  if (late.length === 1) return `, and one of them is ${lateWords(first.due, today)}`
  return `, and ${countInWords(late.length)} of them are late`
}
