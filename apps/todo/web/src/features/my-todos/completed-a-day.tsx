import type { Todo } from '@rollcall/todo-api/contract'
import type { Day } from '../../words/day.js'
import { formatDay } from '../../words/format-day.js'
import { listOf } from '../../words/list-of.js'
import classes from './completed-a-day.module.css'
import { completedDays } from './completed-days.js'

const tallest = 55
const floor = 76
const step = 42

/** A bar for each of the last seven days, today in the accent. */
export function CompletedADay({ todos, today }: { readonly todos: readonly Todo[]; readonly today: Day }) {
  const days = completedDays(todos, today)
  const most = Math.max(5, ...days.map(({ count }) => count))
  const total = days.reduce((sum, { count }) => sum + count, 0)
  const inWords = listOf(days.map(({ day, count }) => `${formatDay(day, 'weekday')} ${count}`))
  return (
    <section>
      <div className={classes.head}>
        <h2>Completed a day</h2>
        <span>last 7 days: {total.toLocaleString('en-GB')}</span>
      </div>
      <svg className={classes.chart} viewBox="0 0 304 100" role="img" aria-label={`Todos completed a day: ${inWords}`}>
        <line className={classes.axis} x1="0" x2="304" y1="76.5" y2="76.5" />
        {days.map(({ day, count }, index) => {
          const height = Math.round((count / most) * tallest)
          const middle = 22 + index * step
          return (
            <g key={day} data-today={day === today || undefined}>
              <rect className={classes.bar} x={middle - 12} y={floor - height} width="24" height={height} rx="2" />
              {count > 0 && (
                <text className={classes.count} x={middle} y={floor - height - 6}>
                  {count}
                </text>
              )}
              <text className={classes.day} x={middle} y="94">
                {formatDay(day, 'letters')}
              </text>
            </g>
          )
        })}
      </svg>
    </section>
  )
}
