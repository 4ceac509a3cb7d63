import type { JsonObject, ResourceType } from '@rollcall/scim'
import { literal, type SqlText, sql } from '../sql-text.js'
import { addSeatGuard } from './seat-guard.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * A grant was judged by the tenant's catalogue as it was then, a document read by the schemas that the tenant defined, and
 * whatever is new by the extensions that its type requires: they hold only while those stand. What is taken back holds where the
 * value has no other seats than the catalogue had then. What is new has rows of what was indexed then.
 */
export function addConfigurationGuard(set: WriteSetDraft): void {
  const { configuration, indexes } = set
  if (configuration === undefined) {
    const isNew = set.resources.some(({ kind }) => kind === 'created')
    if (isNew && indexes.canMove) addGuard(set, literal(''))
    return
  }
  if (set.resources.some((each) => dependsOnIt(set, each))) {
    addGuard(set, sql` AND t.config_version = ${BigInt(configuration)}`)
  } else addSeatGuard(set)
}

function addGuard(set: WriteSetDraft, condition: SqlText): void {
  set.add(
    sql`SELECT t.tenant_id FROM tenants t WHERE t.tenant_id = ${set.tenant}${condition}
      AND t.index_version = ${BigInt(set.indexes.version)}${literal(set.dialect.shareLock)}`,
    {
      expect: 1,
      miss: { kind: 'configurationMoved' },
    },
  )
}

function dependsOnIt(set: WriteSetDraft, resource: WriteSetDraft['resources'][number]): boolean {
  return resource.kind === 'created' || hasGrant(resource) || hasDefinedData(set, resource)
}

function hasGrant({ grants }: WriteSetDraft['resources'][number]): boolean {
  return [...grants.values()].some(({ kind }) => kind === 'grant')
}

function hasDefinedData(
  { definedSchemas }: WriteSetDraft,
  { type, written }: WriteSetDraft['resources'][number],
): boolean {
  if (type === undefined || written === undefined) return false
  return definedSchemas.has(type.schema.id) || urnsIn(written.document).some(isDefined)

  // Data of an extension that the type does not know was written under a newer configuration.
  function isDefined(urn: string): boolean {
    return definedSchemas.has(urn) || !knowsExtension(type, urn)
  }
}

/** Extensions stand under their URNs; no attribute's name has a colon. */
function urnsIn(document: JsonObject): readonly string[] {
  return Object.keys(document).filter((name) => name.includes(':'))
}

function knowsExtension(type: ResourceType | undefined, urn: string): boolean {
  return type?.schemaExtensions.some(({ schema }) => schema.id === urn) ?? false
}
