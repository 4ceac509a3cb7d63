import { addDays, type Day, weekdayOf } from '../../words/day.js'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Takes a day from the end of what was typed: "Call the grid office friday" is due on the next Friday. */
export function readDueWord(text: string, today: Day): { readonly task: string; readonly due: Day | null } {
  const words = text.trim().split(/\s+/)
  const last = words.at(-1)?.toLowerCase() ?? ''
  const due = dayNamed(last, today)
  if (due === null || words.length < 2) return { task: text.trim(), due: null }
  return { task: words.slice(0, -1).join(' '), due }
}

function dayNamed(word: string, today: Day): Day | null {
  if (word === 'today') return today
  if (word === 'tomorrow') return addDays(today, 1)
  const weekday = weekdays.indexOf(word) + 1
  if (weekday === 0) return null
  // A weekday's name is its next one, never today.
  return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1)
}
