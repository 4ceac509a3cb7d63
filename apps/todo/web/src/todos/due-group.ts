import { addDays, type Day, weekdayOf } from '../words/day.js'

export type DueGroup = 'overdue' | 'today' | 'thisWeek' | 'later' | 'noDate'

/** In the order in which a page shows them, with their headings. */
export const dueGroups: Record<DueGroup, string> = {
  overdue: 'Overdue',
  today: 'Today',
  thisWeek: 'This week',
  later: 'Later',
  noDate: 'No date',
}

/** Where a due date belongs. A week ends on Sunday. */
export function dueGroupOf(due: Day | null, today: Day): DueGroup {
  if (due === null) return 'noDate'
  if (due < today) return 'overdue'
  if (due === today) return 'today'
  return due <= addDays(today, 7 - weekdayOf(today)) ? 'thisWeek' : 'later'
}
