/** What became of an answer that was written in pieces. */
export interface Written {
  /** `left`: the client went away before the end. `failed`: the rest could not be read. */
  readonly kind: 'whole' | 'left' | 'failed'
  /** How many characters of it were handed over. */
  readonly length: number
  /** Why it failed. */
  readonly error: unknown
}

/** Passes the pieces of an answer on as they come, and tells once what became of it. */
export async function* watchPieces(
  pieces: AsyncIterable<string>,
  ended: (written: Written) => void,
): AsyncGenerator<string> {
  let written: Written = { kind: 'left', length: 0, error: undefined }
  try {
    for await (const piece of pieces) {
      written = { ...written, length: written.length + piece.length }
      yield piece
    }
    written = { ...written, kind: 'whole' }
  } catch (error) {
    written = { ...written, kind: 'failed', error }
    throw error
  } finally {
    ended(written)
  }
}
