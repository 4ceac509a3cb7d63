import type { ResourceType } from '@rollcall/scim'
import type { IndexSet } from '../index-rows/indexed-attributes.js'
import type { SqlText } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'

/** What a filter is compiled for. The resources are rows of an alias `r`. */
export interface FilterContext {
  readonly viewer: Viewer
  readonly type: ResourceType
  /** What has index rows of every resource. */
  readonly indexes: IndexSet
  /** The attributes of which some value is longer than what the index keeps. */
  readonly cutAttributes: ReadonlySet<string>
  /** Within brackets: the number of the value that they look at. */
  readonly element: SqlText | undefined
}
