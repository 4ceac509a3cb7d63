import type { Dialect } from '@rollcall/scim/entitlements'
import type { Statement } from '@rollcall/sql'
import { type ConnectionSettings, storedSettings } from './connection-settings.js'

/** One identity provider's way into a tenant: its keys share how it is treated and what it calls things (D-53, D-73). */
export interface Connection {
  readonly tenant: string
  readonly id: string
  readonly manner: 'compatible' | 'strict'
  readonly dialect: Dialect
  readonly settings: ConnectionSettings
}

/** Adds a connection to a tenant. */
export function insertConnection(connection: Connection, created: number): Statement {
  const { tenant, id, manner, dialect, settings } = connection
  return {
    sql: `INSERT INTO connections (tenant_id, id, name, kind, manner, dialect, created, settings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    parameters: [
      tenant,
      id,
      `${dialect}, ${manner}`,
      'scim',
      manner,
      dialect,
      BigInt(created),
      textOfSettings(settings),
    ],
    expect: 1,
  }
}

/** What is stored of settings: nothing where nothing is set. */
export function textOfSettings(settings: ConnectionSettings): string | null {
  return Object.keys(settings).length === 0 ? null : JSON.stringify(settings)
}

/** A connection's columns, beside whatever else is read. */
export interface ConnectionRow {
  readonly tenant_id: string
  readonly connection_id: string
  readonly manner: string
  readonly dialect: string
  readonly settings: string | null
}

/** A row's manner, dialect and settings: text in the database, checked where it comes in. */
export function connectionOf(row: ConnectionRow): Connection {
  return {
    tenant: row.tenant_id,
    id: row.connection_id,
    manner: row.manner === 'strict' ? 'strict' : 'compatible',
    dialect: row.dialect === 'ietf' ? 'ietf' : 'okta',
    settings: storedSettings(row.settings),
  }
}
