import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseUnavailable, openPostgresDatabase, openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { DatabaseSettings } from '../rollcall-options.js'
import { assertDatabaseSettings } from './assert-database-settings.js'
import { databaseName, isPostgresUrl } from './database-name.js'

/** Opens the database and brings it to the newest schema. @throws Refusal that names it, for whoever set it. */
export async function openDatabase(settings: DatabaseSettings): Promise<SqlDatabase> {
  assertDatabaseSettings(settings)
  try {
    return await (isPostgresUrl(settings.database) ? openPostgres(settings) : openSqlite(settings))
  } catch (error) {
    throw new Refusal(`The database '${databaseName(settings.database)}' cannot be opened: ${reasonOf(error)}.`)
  }
}

function openPostgres(settings: DatabaseSettings): Promise<SqlDatabase> {
  const { database: url, databaseReplica, databasePoolSize, databaseStatementTimeoutMs } = settings
  return openPostgresDatabase({
    url,
    ...(databaseReplica === undefined ? {} : { replicaUrl: databaseReplica }),
    ...(databasePoolSize === undefined ? {} : { poolSize: databasePoolSize }),
    ...(databaseStatementTimeoutMs === undefined ? {} : { statementTimeoutMs: databaseStatementTimeoutMs }),
  })
}

async function openSqlite({ database: file, databaseBusyTimeoutMs }: DatabaseSettings): Promise<SqlDatabase> {
  if (file !== ':memory:') await mkdir(path.dirname(path.resolve(file)), { recursive: true })
  return openSqliteDatabase({
    path: file,
    ...(databaseBusyTimeoutMs === undefined ? {} : { busyTimeoutMs: databaseBusyTimeoutMs }),
  })
}

/** Drivers end their sentences, or do not. */
function reasonOf(error: unknown): string {
  if (error instanceof DatabaseUnavailable) return error.reason.replace(/\.$/, '')
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}
