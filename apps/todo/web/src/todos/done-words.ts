import { type Day, dayOf } from '../words/day.js'
import { formatDay } from '../words/format-day.js'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })

/** "Done at 09:32" today, else "Done Fri 20 Nov, 09:32". */
export function doneWords(completedAt: string, today: Day): string {
  const at = new Date(completedAt)
  const day = dayOf(at)
  return day === today ? `Done at ${clock.format(at)}` : `Done ${formatDay(day, 'short', today)}, ${clock.format(at)}`
}
