import type { Id } from '../resource/resource.js'

/** A unique value is taken by another resource of the tenant. */
export class ClaimTaken extends Error {
  override readonly name = 'ClaimTaken'
  readonly attribute: string
  constructor(attribute: string) {
    super(`the value of '${attribute}' is taken`)
    this.attribute = attribute
  }
}

/** A staged link points at resources that do not exist in this tenant. */
export class ReferenceMissing extends Error {
  override readonly name = 'ReferenceMissing'
  readonly ids: readonly Id[]
  constructor(ids: readonly Id[]) {
    super(`no resource has the id ${ids.join(', ')}`)
    this.ids = ids
  }
}

/** A counter would pass its bound: no seat is left. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached'
  readonly counter: string
  constructor(counter: string) {
    super(`the limit of '${counter}' is reached`)
    this.counter = counter
  }
}

/** The work ran too often against other writers. */
export class Contended extends Error {
  override readonly name = 'Contended'
}
