/** What a command is given of the world. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Settles when the operator wants a server to stop. */
  readonly stopped: () => Promise<void>
  /** How wide standard error is where somebody looks at it; undefined where it is a file or a pipe. */
  readonly columns?: number | undefined
}
