/** An answer as it is before it is a Response: a server that needs no streams of the Web writes it out as it is. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /**
   * Undefined for an answer without a body. A long one comes in pieces, to be iterated once: they are read while they are
   * written, and no more of them once the iteration is broken off. An error says that the rest does not come: by then the head
   * has gone out, so whoever writes the answer cuts it off, that nobody takes it for whole.
   */
  readonly body: string | AsyncIterable<string> | undefined
}

/** A reply as the Response that it stands for. */
export function responseOf({ status, headers, body }: Reply): Response {
  return new Response(typeof body === 'object' ? streamOf(body) : (body ?? null), { status, headers })
}

function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
