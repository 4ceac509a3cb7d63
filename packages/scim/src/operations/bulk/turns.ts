import { nextTurn } from '../next-turn.js'

/** Shares the event loop while a long request is worked through: a store may answer at once, and an await alone gives nobody a turn. */
export interface Turns {
  /** To be called before each piece of work, with the length of the text that it works through. */
  spend(length: number): Promise<void>
}

/** Others have their turn after so many characters, and after some ten pieces of work, however short. */
export function createTurns(): Turns {
  let spent = 0
  return {
    async spend(length) {
      spent += length + lengthOfAPiece
      if (spent < lengthATurn) return
      spent = 0
      await nextTurn()
    },
  }
}

const lengthATurn = 32 * 1024
const lengthOfAPiece = 3 * 1024
