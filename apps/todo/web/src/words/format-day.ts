import type { Day } from './day.js'

type DayForm = 'letters' | 'short' | 'long' | 'long-with-weekday' | 'weekday'

const forms: Record<DayForm, Intl.DateTimeFormatOptions> = {
  letters: { weekday: 'short' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  'long-with-weekday': { weekday: 'long', day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
}

/** A day in words: "Tue 24 Nov", "24 November 2026", … A short form names the year where it is not this one. */
export function formatDay(day: Day, form: DayForm, today?: Day): string {
  const otherYear = form === 'short' && today !== undefined && today.slice(0, 4) !== day.slice(0, 4)
  const options = { ...forms[form], timeZone: 'UTC', ...(otherYear && { year: 'numeric' as const }) }
  const words = new Intl.DateTimeFormat('en-GB', options)
    .formatToParts(new Date(`${day}T00:00:00Z`))
    .filter((part) => part.type !== 'literal')
    .map((part) => part.value)
    .join(' ')
  return form === 'letters' ? words.slice(0, 2) : words
}

/** An instant to the minute, for the hover beside a relative date. */
export function formatInstant(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant))
}
