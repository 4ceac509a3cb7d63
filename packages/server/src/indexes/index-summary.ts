export type { ReindexOptions, ReindexProgress } from '@rollcall/sql'

/** What an organisation has indexed of a resource type. */
export interface IndexSummary {
  readonly type: string
  /** By which lists begin: attributes by their paths; a complex one stands for its parts but links and labels. */
  readonly attributes: readonly string[]
  /** What lists will begin with, once `reindex` has written its rows; undefined where nothing is under way. */
  readonly following: readonly string[] | undefined
  readonly isDefault: boolean
  /** Whether rows are still to be written, or superfluous ones to be deleted. */
  readonly state: 'settled' | 'writing' | 'deleting'
}

/** How a set of indexes is changed: what it is to be, then what is added, then what is left out. */
export interface IndexChange {
  /** Absent: what it is now. */
  readonly set?: 'default' | readonly string[]
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}
