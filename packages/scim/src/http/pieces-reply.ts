import type { Exchange } from './exchange.js'
import { textReply } from './messages.js'
import type { Reply } from './reply.js'

/**
 * Answers with a text that is printed in pieces. As long as it is short it is gathered: its length is told, and where it cannot
 * be printed to the end, that is an answer of its own. A longer one is read while it is written, and never all in memory.
 */
export async function piecesReply(
  { request, reported }: Exchange,
  status: number,
  pieces: AsyncGenerator<string>,
  headers: Reply['headers'] = {},
): Promise<Reply> {
  const { text, isWhole } = await readBeginning(pieces)
  const reply = textReply(status, text, headers)
  if (isWhole) return reply
  if (request.method !== 'HEAD') return { ...reply, body: goOn(text, pieces, reported) }
  await pieces.return(undefined)
  return { ...reply, body: undefined }
}

async function readBeginning(
  pieces: AsyncGenerator<string>,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  let text = ''
  while (text.length <= longestGathered) {
    const { done, value } = await pieces.next()
    if (done) return { text, isWhole: true }
    text += value
  }
  return { text, isWhole: false }
}

/** In characters: some five thousand members. */
const longestGathered = 1024 * 1024

/** Those who heard of an error are not told again by whoever writes the answer. */
async function* goOn(
  beginning: string,
  pieces: AsyncGenerator<string>,
  reported: Exchange['reported'],
): AsyncGenerator<string> {
  try {
    yield beginning
    yield* pieces
  } catch (error) {
    throw reported(error)
  }
}
