/** A day of the calendar, `YYYY-MM-DD`. Two of them compare as text. */
export type Day = string

const millisecondsADay = 86_400_000

/** The day on which an instant falls, where this page is read. */
export function dayOf(instant: Date): Day {
  return `${pad(instant.getFullYear(), 4)}-${pad(instant.getMonth() + 1, 2)}-${pad(instant.getDate(), 2)}`
}

export function addDays(day: Day, count: number): Day {
  return new Date(utcOf(day) + count * millisecondsADay).toISOString().slice(0, 10)
}

/** How many days lie between two; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((utcOf(to) - utcOf(from)) / millisecondsADay)
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(utcOf(day)).getUTCDay() || 7
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utcOf(text)) && addDays(text, 0) === text
}

function utcOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
