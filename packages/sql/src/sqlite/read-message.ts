import type { Statement } from '../sql-database.js'
import type { FailureMessage } from './failure-message.js'
import type { RowTable } from './row-table.js'

/** What the main thread sends to a reader thread: the reads of one snapshot, then its end. */
export type ReadMessage =
  | { readonly kind: 'read'; readonly statement: Statement }
  | { readonly kind: 'end' }
  | { readonly kind: 'close' }

/** What became of a read; answers come in the order of the reads. */
export type ReadAnswer = { readonly kind: 'rows'; readonly table: RowTable } | FailureMessage
