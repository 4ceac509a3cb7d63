import type { AttributeDeclaration } from '@rollcall/scim'
import type { SqlDatabase, Statement } from '@rollcall/sql'
import type { EntitlementTypeDefinition, RoleDefinition } from '../rollcall.js'
import { assertEntitlementType, assertRole } from './assert-definition.js'
import { insertRole, insertType, insertValue } from './catalogue-statements.js'
import { countSeats } from './seat-statements.js'

/** What an app declares for every organisation. */
export interface DefaultCatalogue {
  readonly roles: Readonly<Record<string, RoleDefinition>>
  readonly entitlementTypes: readonly EntitlementTypeDefinition[]
}

const nothing: DefaultCatalogue = { roles: {}, entitlementTypes: [] }

/** The defaults as they were last declared: kept in the database, so that a command finds them too. */
export async function readDefaultCatalogue(database: SqlDatabase): Promise<DefaultCatalogue> {
  const text = await readDefinition(database)
  return text === undefined ? nothing : parseDefinition(text)
}

async function readDefinition(database: SqlDatabase): Promise<string | undefined> {
  const sql = "SELECT definition FROM default_catalogue WHERE id = 'declared'"
  const [row] = await database.read<{ readonly definition: string }>({ sql, parameters: [] })
  return row?.definition
}

/** Our own JSON, as `declareDefaults` writes it. */
function parseDefinition(text: string): DefaultCatalogue {
  return JSON.parse(text) as DefaultCatalogue
}

/**
 * Takes what the app declares at its start. What it did not declare before is added to every organisation there is; what an
 * organisation has changed, or taken away, stays as it is.
 *
 * @throws Refusal for a definition that cannot be published.
 */
export async function declareDefaults(
  database: SqlDatabase,
  declared: DefaultCatalogue,
  changed: (tenant: string) => Statement,
): Promise<void> {
  for (const [value, role] of Object.entries(declared.roles)) assertRole(value, role)
  for (const type of declared.entitlementTypes) assertEntitlementType(type)
  const before = await readDefinition(database)
  const after = JSON.stringify({ roles: declared.roles, entitlementTypes: declared.entitlementTypes.map(plainType) })
  // A command declares nothing, and takes nothing back.
  if (after === before || isEmpty(declared)) return
  const added = additions(before === undefined ? nothing : parseDefinition(before), declared)
  if (!isEmpty(added)) {
    for (const tenant of await tenantNames(database)) {
      await database.write([changed(tenant), ...defaultStatements(tenant, added)])
    }
  }
  // Last: whoever is interrupted before it does all of it again, and adds nothing twice.
  const sql =
    "INSERT INTO default_catalogue (id, definition) VALUES ('declared', ?) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition"
  await database.write([{ sql, parameters: [after] }])
}

/** The rows with which an organisation starts, or that are added to it; what it has already is kept. */
export function defaultStatements(tenant: string, { roles, entitlementTypes }: DefaultCatalogue): readonly Statement[] {
  return [
    ...Object.entries(roles).flatMap(([value, role]) => [
      insertRole(tenant, value, role, 'keep'),
      ...countSeats(tenant, { kind: 'role', value }),
    ]),
    ...entitlementTypes.flatMap((type) => [
      ...(isValuesOnly(type) ? [] : [insertType(tenant, type, 'keep')]),
      ...Object.entries(type.values).flatMap(([value, definition]) => [
        insertValue(tenant, type, value, definition, 'keep'),
        ...countSeats(tenant, { kind: 'entitlement', type: type.name, value }),
      ]),
    ]),
  ]
}

/** A kind that was declared before: an organisation that took it away gets no values of it either. */
interface ValuesOnly extends EntitlementTypeDefinition {
  readonly valuesOnly: true
}

function isValuesOnly(type: EntitlementTypeDefinition): type is ValuesOnly {
  return 'valuesOnly' in type
}

function additions(before: DefaultCatalogue, declared: DefaultCatalogue): DefaultCatalogue {
  const roles = Object.entries(declared.roles).filter(([value]) => !Object.hasOwn(before.roles, value))
  const entitlementTypes = declared.entitlementTypes.flatMap((type): readonly EntitlementTypeDefinition[] => {
    const known = before.entitlementTypes.find(({ name }) => name === type.name)
    if (!known) return [type]
    const values = Object.entries(type.values).filter(([value]) => !Object.hasOwn(known.values, value))
    const newValues: ValuesOnly = { ...type, values: Object.fromEntries(values), valuesOnly: true }
    return values.length === 0 ? [] : [newValues]
  })
  return { roles: Object.fromEntries(roles), entitlementTypes }
}

function isEmpty({ roles, entitlementTypes }: DefaultCatalogue): boolean {
  return Object.keys(roles).length === 0 && entitlementTypes.length === 0
}

/** A definition without what is not data. */
function plainType({ name, endpoint, description, extension, attributes, values, seats }: EntitlementTypeDefinition) {
  return {
    name,
    endpoint,
    description,
    extension,
    attributes: attributes && plainAttributes(attributes),
    values,
    seats,
  }
}

function plainAttributes(attributes: Readonly<Record<string, AttributeDeclaration>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, options, subAttributes }]) => [
      name,
      { type, options, subAttributes },
    ]),
  )
}

async function tenantNames(database: SqlDatabase): Promise<readonly string[]> {
  const sql = 'SELECT tenant_id FROM tenants ORDER BY tenant_id'
  return (await database.read<{ readonly tenant_id: string }>({ sql, parameters: [] })).map((row) => row.tenant_id)
}
