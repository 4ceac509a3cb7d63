import { count } from '../../words/count.js'

/** How long to wait, and until when by the clock: "for 5 minutes, until 14:37". */
export function waitWords(seconds: number | undefined, now: Date): string {
  if (seconds === undefined) return 'for a few minutes'
  if (seconds < 60) return `for ${count(Math.max(1, Math.ceil(seconds)), 'second', 'seconds')}`
  const until = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(now.getTime() + seconds * 1000)
  return `for ${count(Math.ceil(seconds / 60), 'minute', 'minutes')}, until ${until}`
}
