import type { JsonObject, ResourceType } from '@rollcall/scim'
import { foldCase } from '../index-rows/fold-text.js'
import { indexRowsOf, isSameRow, rowKey } from '../index-rows/index-rows.js'
import { cutText } from '../index-rows/index-value.js'
import { indexRowOf } from '../index-rows/stored-index-rows.js'
import { uniqueClaimsOf } from '../index-rows/unique-claims.js'
import { isObject } from '../index-rows/values-of.js'
import type { TenantIndexes } from '../index-sets/tenant-indexes.js'
import { displayOf } from '../storage/staged.js'
import type { Finding, FindingKind } from './finding.js'
import type { StoredParts } from './read-stored-parts.js'

/** Where what is kept of one resource disagrees with its document, which says everything else. */
export function findPartFaults({ tenant, types, indexes }: Circumstances, stored: StoredParts): readonly Finding[] {
  const finding = (kind: FindingKind, detail = ''): Finding => ({ kind, tenant, resource: stored.id, detail })
  const type = types.find(({ name }) => name === stored.type)
  if (!type) return [finding('typeUnknown', stored.type)]
  const document = parseObject(stored.document)
  if (!document) return [finding('documentUnreadable')]
  const faults: readonly Fault[] = [
    ...headFaults(stored, document),
    ...indexFaults(stored, type, document, indexes),
    ...claimFaults(stored, type, document),
    ...keyFaults(stored),
    ...recordFaults(stored),
  ]
  return faults.map(({ kind, detail }) => finding(kind, detail))
}

/** Whose resource it is, and by what it is judged. */
interface Circumstances {
  readonly tenant: string
  readonly types: readonly ResourceType[]
  readonly indexes: TenantIndexes
}

interface Fault {
  readonly kind: FindingKind
  readonly detail?: string
}

/** Also what is no JSON at all. */
function parseObject(text: string): JsonObject | undefined {
  try {
    const document = JSON.parse(text) as JsonObject
    return isObject(document) ? document : undefined
  } catch {
    return undefined
  }
}

function headFaults({ display, document_version, version }: StoredParts, document: JsonObject): readonly Fault[] {
  const faults: Fault[] = []
  if ((displayOf(document) ?? null) !== display) faults.push({ kind: 'displayDifferent' })
  if (document_version > version || document_version < 1n) faults.push({ kind: 'versionImpossible' })
  return faults
}

function indexFaults(
  stored: StoredParts,
  type: ResourceType,
  document: JsonObject,
  indexes: TenantIndexes,
): readonly Fault[] {
  const state = indexes.stateOf(type.name)
  // While a set is changed, who has not had their turn has rows for lists, and whatever else.
  const isWaiting = state !== undefined && state.state !== 'settled' && Number(stored.index_version) < state.version
  const judged = isWaiting ? indexes.queried(type) : indexes.written(type)
  const wanted = new Map(indexRowsOf(type, document, judged).map((row) => [rowKey(row), row]))
  const faults: Fault[] = []
  for (const parts of stored.indexRows) {
    const row = indexRowOf(parts)
    if (isWaiting && !judged.has(row.attribute)) continue
    const asked = wanted.get(rowKey(row))
    const detail = row.attribute
    if (!asked || parts.type !== stored.type) {
      faults.push({ kind: 'indexRowSuperfluous', detail })
      continue
    }
    wanted.delete(rowKey(row))
    if (!isSameRow(row, asked)) faults.push({ kind: 'indexRowDifferent', detail })
  }
  for (const { attribute } of wanted.values()) faults.push({ kind: 'indexRowMissing', detail: attribute })
  return faults
}

function claimFaults({ claims }: StoredParts, type: ResourceType, document: JsonObject): readonly Fault[] {
  const wanted = new Map(uniqueClaimsOf(type, document))
  const faults: Fault[] = []
  for (const { schema_id, attribute, value_key } of claims) {
    const isWanted = wanted.delete(JSON.stringify([schema_id, attribute, value_key]))
    if (!isWanted) faults.push({ kind: 'claimSuperfluous', detail: attribute })
  }
  for (const { attribute } of wanted.values()) faults.push({ kind: 'claimMissing', detail: attribute })
  return faults
}

/** What is compared in place of an external id, and of a grant. */
function keyFaults({ externalIds, grants }: StoredParts): readonly Fault[] {
  return [
    ...externalIds
      .filter(({ value, value_key }) => cutText(value).text !== value_key)
      .map(({ connection_id }): Fault => ({ kind: 'externalIdDifferent', detail: `connection ${connection_id}` })),
    ...grants
      .filter((grant) => foldCase(grant.type) !== grant.type_key || foldCase(grant.value) !== grant.value_key)
      .map(({ kind }): Fault => ({ kind: 'grantDifferent', detail: kind })),
  ]
}

/** The last write set recorded the change, or the removal of a member, which lists the owners that it changed. */
function recordFaults({ id, version, records }: StoredParts): readonly Fault[] {
  const own = records.find(({ resource_id }) => resource_id === id)
  if (own) {
    const detail = `${version}, and not ${own.version}`
    return own.version === version ? [] : [{ kind: 'recordDifferent', detail }]
  }
  const isListed = records.some(({ owners }) => owners.split(' ').includes(id))
  return isListed ? [] : [{ kind: 'recordMissing' }]
}
