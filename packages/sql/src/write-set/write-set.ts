import type { Id } from '@rollcall/scim'
import type { TenantIndexes } from '../index-sets/tenant-indexes.js'
import type { Dialect } from '../migrations/dialect.js'
import type { Statement } from '../sql-database.js'
import type { SqlText } from '../sql-text.js'
import type { Staged, StagedResource } from '../storage/staged.js'
import type { DocumentChange } from './document-change.js'

/** A write set as data: what a backend applies whole or not at all. */
export interface WriteSet {
  readonly statements: readonly Statement[]
  /** For each statement, what it means when its precondition does not hold. */
  readonly misses: readonly (Miss | undefined)[]
  /** Reads a row where the set was applied. Undefined for a set that leaves no trace of its own. */
  readonly proof: Statement | undefined
}

/** What a precondition that does not hold says. Which of several reasons it is, a read tells. */
export type Miss =
  | { readonly kind: 'moved'; readonly id: Id }
  | { readonly kind: 'idTaken' }
  | {
      readonly kind: 'claimTaken'
      readonly schema: string
      readonly attribute: string
      readonly key: string
      readonly by: Id
    }
  | { readonly kind: 'limitReached'; readonly counter: string }
  | { readonly kind: 'configurationMoved' }
  /** One of some keys, of which this is the first. */
  | { readonly kind: 'keyTaken'; readonly key: string }

/** What a write set knows of its circumstances. */
export interface Circumstances {
  readonly dialect: Dialect
  readonly tenant: string
  /** Empty for an actor without a connection. */
  readonly connection: string
  readonly request: string
  /** The version of the tenant's configuration that new resources, grants and data under `definedSchemas` depend on. */
  readonly configuration: number | undefined
  readonly definedSchemas: ReadonlySet<string>
  /** The counters of the seats that it has. */
  readonly seatCounters: ReadonlySet<string>
  /** What rows are written of. */
  readonly indexes: TenantIndexes
  readonly now: number
  readonly writeSet: Id
}

/** A write set being put together. */
export interface WriteSetDraft extends Circumstances {
  readonly staged: Staged
  /** What is staged, in order of ids: everybody takes locks in one order. */
  readonly resources: readonly StagedResource[]
  /** What changes in the document of one of them. */
  changeOf(resource: StagedResource): DocumentChange
  /** Adds a statement and answers its index. */
  add(text: SqlText, more?: Precondition): number
}

export interface Precondition {
  readonly expect?: number
  readonly miss?: Miss
  readonly onlyIf?: readonly number[]
}
