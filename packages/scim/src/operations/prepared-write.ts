import type { Id, Instant, JsonObject } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Draft, StoredResource } from '../storage/resource-store.js'

/**
 * A write on one resource of which everything slow or drawn is done: the body is read, the id drawn, the password hashed.
 * What is left is pure work on a draft, which may run again, and in which several writes may be staged one after the other.
 */
export interface PreparedWrite {
  readonly type: ResourceType
  readonly id: Id
  /** True where nothing is left of the resource. */
  readonly removes: boolean
  /** Stages what the resource itself is. Answers it as this leaves it; what is removed, as it was. */
  stageResource(draft: Draft, now: Instant): Promise<StoredResource>
  /** Stages its links. Others may be created in the same draft: then each of them exists before any is linked. */
  stageLinks(draft: Draft): Promise<void>
}

/** A prepared creation, with what is known of it before anything is written. */
export interface PreparedCreation extends PreparedWrite {
  /** As it would be stored: what the client may write and what is not kept apart. */
  readonly document: JsonObject
  readonly externalId: string | undefined
}
