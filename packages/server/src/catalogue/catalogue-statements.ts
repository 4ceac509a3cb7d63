import { defineSchema, type JsonObject, type Schema } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'
import type { EntitlementTypeDefinition, EntitlementValueDefinition, RoleDefinition } from '../rollcall.js'
import { boundOf, removeSeatsOfType } from './seat-statements.js'

/** Whether a row that is there already is an error, or is left as the organisation has it. */
export type IfPresent = 'refuse' | 'keep'

const nextPosition = '(SELECT COALESCE(MAX(position), 0) + 1 FROM entitlement_values WHERE tenant_id = ?)'

/** Adds a role to a tenant's catalogue, as of the configuration with which it comes: that has moved on already. */
export function insertRole(tenant: string, value: string, role: RoleDefinition, ifPresent: IfPresent): Statement {
  return {
    sql: `INSERT INTO entitlement_values
        (tenant_id, kind, type, value, display, description, attributes, allows, supported, position, created, last_modified,
          seats)
      SELECT ?, 'role', '', ?, ?, ?, '{}', ?, 1, ${nextPosition}, t.config_version, t.config_version, ?
      FROM tenants t WHERE t.tenant_id = ? ON CONFLICT DO NOTHING`,
    parameters: [
      tenant,
      value,
      role.display,
      role.description ?? null,
      JSON.stringify(role.allows),
      tenant,
      boundOf(role.seats),
      tenant,
    ],
    ...expectOne(ifPresent),
  }
}

/** Adds a kind of entitlement, unless another, or what the tenant defined itself, has its name, its endpoint or its schema. */
export function insertType(tenant: string, type: EntitlementTypeDefinition, ifPresent: IfPresent): Statement {
  const extension = extensionSchema(type)
  return {
    sql: `INSERT INTO entitlement_types (tenant_id, name, endpoint, description, extension, position)
      SELECT ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM entitlement_types WHERE tenant_id = ?)
      WHERE NOT EXISTS (SELECT 1 FROM entitlement_types
        WHERE tenant_id = ? AND (lower(endpoint) = ? OR lower(name) = ?))
        AND NOT EXISTS (SELECT 1 FROM resource_types WHERE tenant_id = ? AND (endpoint_key = ? OR name_key = ?))
        AND NOT EXISTS (SELECT 1 FROM schemas WHERE tenant_id = ? AND schema_key = ?)`,
    parameters: [
      tenant,
      type.name,
      type.endpoint,
      type.description ?? null,
      extension === undefined ? null : JSON.stringify(extension),
      tenant,
      tenant,
      type.endpoint.toLowerCase(),
      type.name.toLowerCase(),
      tenant,
      type.endpoint.toLowerCase(),
      type.name.toLowerCase(),
      tenant,
      type.extension?.toLowerCase() ?? '',
    ],
    ...expectOne(ifPresent),
  }
}

/**
 * Adds a value of a kind that the tenant has, as of the configuration with which it comes. A value is one entitlement only, whatever its kind: the IETF draft's dialect
 * lists all kinds at one endpoint.
 */
export function insertValue(
  tenant: string,
  type: Pick<EntitlementTypeDefinition, 'name' | 'endpoint' | 'seats'>,
  value: string,
  definition: EntitlementValueDefinition,
  ifPresent: IfPresent,
): Statement {
  return {
    sql: `INSERT INTO entitlement_values
        (tenant_id, kind, type, value, display, description, attributes, allows, supported, position, created, last_modified,
          seats)
      SELECT ?, 'entitlement', ?, ?, ?, ?, ?, '[]', 1, ${nextPosition}, t.config_version, t.config_version, ?
      FROM tenants t WHERE t.tenant_id = ? AND EXISTS (SELECT 1 FROM entitlement_types WHERE tenant_id = ? AND name = ? AND endpoint = ?)
        AND NOT EXISTS (SELECT 1 FROM entitlement_values WHERE tenant_id = ? AND kind = 'entitlement' AND value = ?)`,
    parameters: [
      tenant,
      type.name,
      value,
      definition.display,
      definition.description ?? null,
      JSON.stringify(attributesOf(definition)),
      tenant,
      boundOf(type.seats?.[value]),
      tenant,
      tenant,
      type.name,
      type.endpoint,
      tenant,
      value,
    ],
    ...expectOne(ifPresent),
  }
}

/** Takes a kind away with its values, unless somebody holds one of them. The first statement decides. */
export function deleteType(tenant: string, name: string): readonly Statement[] {
  return [
    {
      sql: `DELETE FROM entitlement_types WHERE tenant_id = ? AND name = ?
        AND NOT EXISTS (SELECT 1 FROM grants WHERE tenant_id = ? AND kind = 'entitlement' AND type = ?)`,
      parameters: [tenant, name, tenant, name],
      expect: 1,
    },
    {
      sql: "DELETE FROM entitlement_values WHERE tenant_id = ? AND kind = 'entitlement' AND type = ?",
      parameters: [tenant, name],
    },
    removeSeatsOfType(tenant, name),
  ]
}

/** The schema that the values of a kind carry beside the dialect's own, or undefined. */
export function extensionSchema(type: EntitlementTypeDefinition): Schema | undefined {
  if (type.extension === undefined) return undefined
  return defineSchema(type.extension, type.attributes ?? {}, { name: type.name, description: type.description ?? '' })
}

/** The members beside display and description. */
export function attributesOf({ display, description, ...attributes }: EntitlementValueDefinition): JsonObject {
  return attributes
}

function expectOne(ifPresent: IfPresent): { readonly expect?: number } {
  return ifPresent === 'refuse' ? { expect: 1 } : {}
}
