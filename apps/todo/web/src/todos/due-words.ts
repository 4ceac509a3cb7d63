import { count } from '../words/count.js'
import { type Day, daysBetween } from '../words/day.js'
import { formatDay } from '../words/format-day.js'

/** "Today", or the day. */
export function dueWords(due: Day, today: Day): string {
  return due === today ? 'Today' : formatDay(due, 'short', today)
}

/** "4 days late", or undefined while there is time. */
export function lateWords(due: Day | null, today: Day): string | undefined {
  if (due === null || due >= today) return undefined
  return `${count(daysBetween(due, today), 'day', 'days')} late`
}
