/** How a file is imported. */
export interface ImportOptions {
  /** Default: by the file's ending, `.csv`, `.jsonl` or `.ndjson`. */
  readonly format?: 'csv' | 'jsonl'
  /** What the records of a CSV file are, and the lines of a JSON Lines file that do not say it. Default: `User` in CSV. */
  readonly type?: string
  /** Whose external ids these are, and in whose manner the file is read: a connection's id. Default: the oldest connection. */
  readonly connection?: string
  /** Headings of a CSV file that are no attribute paths: what each stands for, or null for a column that is left out. */
  readonly mapping?: Readonly<Record<string, string | null>>
  /** What becomes of a line whose userName (or other unique name) somebody has already. Default: `skip`. */
  readonly onExisting?: OnExisting
  /** Judge every line, and write nothing. */
  readonly dryRun?: boolean
  /** Begin anew where an earlier import of the file was broken off. Default: it is finished. */
  readonly restart?: boolean
  /** Once it is aborted, no further line is read; what was read is written, and a later import goes on from there. */
  readonly signal?: AbortSignal
  /** Told how far the import is, now and then. */
  readonly progress?: (progress: ImportProgress) => void
  /** Told of each line that was refused, in the order of the file. */
  readonly failed?: (failure: ImportFailure) => void
}

/** `skip` leaves what is there as it is, `replace` replaces it as a PUT does, `fail` refuses the line. */
export type OnExisting = 'skip' | 'replace' | 'fail'

/** How many lines came to which end. */
export interface ImportCounts {
  readonly created: number
  readonly replaced: number
  readonly skipped: number
  readonly failed: number
}

/** How far an import is. */
export interface ImportProgress {
  readonly counts: ImportCounts
  /** How much of the file has been read, and how much there is to read: groups, which refer to others, are read twice. */
  readonly bytes: number
  readonly bytesInAll: number
}

/** A line that was refused, and why: never a value that may be a secret. */
export interface ImportFailure {
  readonly line: number
  /** The resource type's name, where the line says it. */
  readonly type: string | undefined
  /** What the line calls the resource: its userName or displayName. */
  readonly name: string | undefined
  /** The keyword of RFC 7644 §3.12, where there is one. */
  readonly scimType: string | undefined
  readonly reason: string
}

/** What an import did. The counts are of the whole file, also where it was broken off and finished later. */
export interface ImportReport extends ImportCounts {
  /** `stopped`: its signal was aborted before the end. */
  readonly kind: 'done' | 'stopped'
  readonly dryRun: boolean
  /** The line from which it went on. Undefined: it began at the beginning. */
  readonly resumedAt: number | undefined
  /** The file that lists what was refused. Undefined where nothing was, and in a dry run. */
  readonly failures: string | undefined
  readonly ms: number
}
