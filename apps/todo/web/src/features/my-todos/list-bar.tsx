import type { Todo } from '@rollcall/todo-api/contract'
import { KeyCap, Segments } from '@rollcall/ui'
import classes from './list-bar.module.css'
import type { Show } from './todo-sections.js'

/** Which todos are shown, with their counts, and the keys that move in them. */
export function ListBar({
  todos,
  show,
  onShow,
  onHelp,
}: {
  readonly todos: readonly Todo[]
  readonly show: Show
  readonly onShow: (show: Show) => void
  readonly onHelp: () => void
}) {
  const open = todos.filter((todo) => todo.completedAt === null).length
  return (
    <div className={classes.bar}>
      <Segments
        label="Which todos to show"
        value={show}
        onChange={onShow}
        options={[
          { value: 'open', label: 'Open', count: open },
          { value: 'done', label: 'Done', count: todos.length - open },
          { value: 'all', label: 'All', count: todos.length },
        ]}
      />
      <button type="button" className={classes.keys} onClick={onHelp}>
        <KeyCap>J</KeyCap> <KeyCap>K</KeyCap> move <KeyCap>Space</KeyCap> tick <KeyCap>?</KeyCap> all keys
      </button>
    </div>
  )
}
