import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long work may go on before others have their turn. */
const longestTurnMs = 5

/**
 * Makes a function to be awaited between two steps of long work: where the work has gone on for some milliseconds, others
 * have their turn; else it costs nothing.
 */
export function createTurns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < longestTurnMs) return
    await nextTurn()
    began = performance.now()
  }
}
