import type { ImportProgress } from '../rollcall.js'

/** How far an import is, in one line of at most so many columns: a bar, lines, lines a second, time left. */
export function printProgress({ counts, bytes, bytesInAll }: ImportProgress, ms: number, columns: number): string {
  const share = bytesInAll === 0 ? 1 : Math.min(1, bytes / bytesInAll)
  const lines = counts.created + counts.replaced + counts.skipped + counts.failed
  const rate = ms === 0 ? 0 : (lines * 1000) / ms
  const left = share === 0 ? undefined : (ms * (1 - share)) / share
  const said = [
    `${Math.floor(share * 100)} %`,
    `${grouped(lines)} lines`,
    `${grouped(Math.round(rate))}/s`,
    left === undefined ? '' : `${durationOf(left)} left`,
    counts.failed === 0 ? '' : `${grouped(counts.failed)} failed`,
  ]
  const text = said.filter((part) => part !== '').join('  ')
  const width = Math.min(widestBar, columns - text.length - 3)
  return (width < narrowestBar ? text : `${barOf(share, width)}  ${text}`).slice(0, columns)
}

const widestBar = 30
const narrowestBar = 5

function barOf(share: number, width: number): string {
  const full = Math.round(share * width)
  return '█'.repeat(full) + '░'.repeat(width - full)
}

function durationOf(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** `12 345`: a space parts the thousands, in every country. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ')
}
