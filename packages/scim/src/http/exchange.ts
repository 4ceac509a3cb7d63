import type { ScimError } from '../scim-error.js'
import type { BoundOperations } from '../service-provider.js'
import type { Place } from './print-resource.js'

/** One request on its way to an answer. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  readonly operations: BoundOperations
  readonly place: Place
  /** What the client is told of an error in a part of the answer, when all of it is not refused. */
  readonly reported: (error: unknown) => ScimError
}
