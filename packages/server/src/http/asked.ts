/** A request, and where the endpoints are mounted that it asks. */
export interface Asked {
  readonly request: Request
  /** The request's, parsed once. */
  readonly url: URL
  readonly basePath: string
}
