import { useEffect, useState } from 'react'
import { type Day, dayOf } from './day.js'

/** Today, also on a page that lay open over midnight. */
export function useToday(): Day {
  const [today, setToday] = useState(() => dayOf(new Date()))
  useEffect(() => {
    const timer = window.setInterval(() => setToday(dayOf(new Date())), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return today
}
