import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { Todo } from '@rollcall/todo-api/contract'
import { count } from '../../words/count.js'
import type { Day } from '../../words/day.js'
import { type Load, loadByPerson } from './load-by-person.js'
import classes from './open-by-person.module.css'
import { nobody } from './organisation-search.js'

const longest = 12

/** Who has how much open, what is late apart; a name shows that person's todos. */
export function OpenByPerson({
  todos,
  today,
  onChoose,
}: {
  readonly todos: readonly Todo[]
  readonly today: Day
  readonly onChoose: (who: string) => void
}) {
  const loads = loadByPerson(todos, today)
  if (loads.length === 0) return null
  const shown = [...loads.filter(({ person }) => person).slice(0, longest), ...loads.filter(({ person }) => !person)]
  const most = Math.max(...loads.map(total))
  return (
    <section>
      <div className={classes.head}>
        <h2>Open by person</h2>
        <span className={classes.key}>on time</span>
        <span className={classes.key} data-late>
          late
        </span>
      </div>
      <ul>
        {shown.map((load) => (
          <li key={load.person?.id ?? nobody}>
            <UnstyledButton className={classes.row} onClick={() => onChoose(load.person?.id ?? nobody)}>
              <span className={classes.name} data-nobody={!load.person || undefined}>
                {load.person?.displayName ?? 'No assignee'}
              </span>
              <Bar load={load} most={most} />
              <span className={classes.total}>
                {total(load)}
                <VisuallyHidden>{` open, ${count(load.late, 'is late', 'are late')}`}</VisuallyHidden>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {loads.length > shown.length && (
        <p className={classes.more}>And {count(loads.length - shown.length, 'person', 'people')} with fewer.</p>
      )}
    </section>
  )
}

function Bar({ load, most }: { readonly load: Load; readonly most: number }) {
  const onTime = (load.onTime / most) * 100
  const late = (load.late / most) * 100
  return (
    <svg className={classes.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.onTime} width={onTime} height="8" />
      <rect className={classes.late} x={onTime + (onTime > 0 ? 0.8 : 0)} width={late} height="8" />
    </svg>
  )
}

function total(load: Load): number {
  return load.onTime + load.late
}
