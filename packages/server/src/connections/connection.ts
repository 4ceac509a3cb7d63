import type { Dialect } from '@rollcall/scim/entitlements'
import type { Statement } from '@rollcall/sql'

/** One identity provider's way into a tenant: its keys share how it is treated and what it calls things (D-53, D-73). */
export interface Connection {
  readonly tenant: string
  readonly id: string
  readonly manner: 'compatible' | 'strict'
  readonly dialect: Dialect
}

/** Adds a connection to a tenant. */
export function insertConnection(connection: Connection, created: number): Statement {
  const { tenant, id, manner, dialect } = connection
  return {
    sql: 'INSERT INTO connections (tenant_id, id, name, kind, manner, dialect, created) VALUES (?, ?, ?, ?, ?, ?, ?)',
    parameters: [tenant, id, `${dialect}, ${manner}`, 'scim', manner, dialect, BigInt(created)],
    expect: 1,
  }
}

/** A row's manner and dialect: text in the database, checked where it comes in. */
export function connectionOf(row: {
  readonly tenant_id: string
  readonly connection_id: string
  readonly manner: string
  readonly dialect: string
}): Connection {
  return {
    tenant: row.tenant_id,
    id: row.connection_id,
    manner: row.manner === 'strict' ? 'strict' : 'compatible',
    dialect: row.dialect === 'ietf' ? 'ietf' : 'okta',
  }
}
