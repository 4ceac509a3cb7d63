/** The parameters of a query (RFC 7644 §3.4.2, RFC 9865 §2), as text and numbers: from a URL or from a SearchRequest. */
export interface QueryParameters {
  readonly filter: string | undefined
  readonly sortBy: string | undefined
  readonly sortOrder: string | undefined
  readonly startIndex: number | undefined
  readonly count: number | undefined
  /** Empty: the first page of a list that is read by cursor. Undefined: a page by index. */
  readonly cursor: string | undefined
}
