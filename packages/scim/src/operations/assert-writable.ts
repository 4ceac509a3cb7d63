import type { ResourceType } from '../schema/resource-type.js'
import { methodNotAllowed } from '../scim-error.js'

/** Refuses to write what is published and not stored: a catalogue of roles. @throws ScimError 405 */
export function assertWritable({ endpoint, readOnly }: ResourceType): void {
  if (readOnly) throw methodNotAllowed(`What is at '${endpoint}' is only read here.`, ['GET', 'HEAD'])
}
