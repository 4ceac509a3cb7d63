/** An answer as it is before it is a Response: a server that needs no streams of the Web writes it out as it is. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined for an answer without a body. */
  readonly body: string | undefined
}

/** A reply as the Response that it stands for. */
export function responseOf({ status, headers, body }: Reply): Response {
  return new Response(body ?? null, { status, headers })
}
