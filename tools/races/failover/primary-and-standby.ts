import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresCluster, startPostgresCluster } from '../deployment/postgres-cluster.js'
import { openAddress, type PostgresAddress } from './postgres-address.js'

/** Two servers, of which one follows the other, and the address that leads to one of them. */
export interface PrimaryAndStandby {
  readonly primary: PostgresCluster
  readonly standby: PostgresCluster
  /** Leads to the primary at first. */
  readonly address: PostgresAddress
  remove(): Promise<void>
}

/**
 * Starts both. The primary acknowledges a commit when the standby has it on its disk as well (`synchronous_standby_names`, under
 * `synchronous_commit = on`): without that it acknowledges what dies with it, and no client could tell. The standby need not
 * show it yet (`remote_apply`): nobody reads there what they wrote.
 */
export async function startPrimaryAndStandby(): Promise<PrimaryAndStandby> {
  const primary = await startPostgresCluster()
  const standby = await primary.addStandby()
  await waitForStandby(primary.url)
  const address = await openAddress(primary.url)
  return {
    primary,
    standby,
    address,
    async remove() {
      address.close()
      await standby.remove()
      await primary.remove()
    },
  }
}

async function waitForStandby(url: string): Promise<void> {
  await asking(url, "ALTER SYSTEM SET synchronous_standby_names = '*'")
  await asking(url, 'SELECT pg_reload_conf()')
  const isThere = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"
  while ((await asking(url, isThere)).length === 0) await pause(10)
}

/** On a connection of its own, which is the operator's. */
export async function asking(url: string, sql: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
