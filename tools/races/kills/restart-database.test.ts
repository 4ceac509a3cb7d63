import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { openDeployment } from '../deployment/deployment.js'
import { startPostgresCluster } from '../deployment/postgres-cluster.js'
import { restartDatabaseUnderLoad } from './restart-database.js'

/** Where a server is named for the tests, PostgreSQL is installed: this one needs a server of its own. */
const isInstalled = process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined
const restarts = Number(process.env.ROLLCALL_TEST_KILLS ?? '1')
const firstSeed = Number(process.env.ROLLCALL_TEST_SEED ?? '20261124')

const statement =
  'PostgreSQL is restarted under load: requests wait or fail cleanly, then all goes on, and nothing acknowledged is lost'

test.skipIf(!isInstalled)(
  isInstalled ? statement : `${statement} (ROLLCALL_TEST_POSTGRES_URL names no server)`,
  async () => {
    const cluster = await startPostgresCluster()
    onTestFinished(() => cluster.remove())
    const deployment = await openDeployment(cluster.url, 2)
    onTestFinished(() => deployment.close())
    for (let restart = 0; restart < restarts; restart++) {
      const { acknowledged, faults } = await restartDatabaseUnderLoad(deployment, cluster, firstSeed + restart)
      expect(faults, `seed ${firstSeed + restart}`).toEqual([])
      expect(acknowledged).toBeGreaterThan(0)
    }
  },
  60_000 + restarts * 15_000,
)
