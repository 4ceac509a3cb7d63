import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { openDeployment } from '../deployment/deployment.js'
import { failOverUnderLoad } from './fail-over-under-load.js'
import { startPrimaryAndStandby } from './primary-and-standby.js'

/** Where a server is named for the tests, PostgreSQL is installed: these need two of their own. */
const isInstalled = process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined
const seed = Number(process.env.ROLLCALL_TEST_SEED ?? '20261124')

const statement =
  'PostgreSQL dies under load and its standby takes over: requests wait or fail cleanly, then all goes on, and nothing acknowledged is lost'

test.skipIf(!isInstalled)(
  isInstalled ? statement : `${statement} (ROLLCALL_TEST_POSTGRES_URL names no server)`,
  async () => {
    const servers = await startPrimaryAndStandby()
    onTestFinished(() => servers.remove())
    const deployment = await openDeployment(servers.address.url, 2)
    onTestFinished(() => deployment.close())
    const { acknowledged, faults } = await failOverUnderLoad(deployment, servers, seed)
    expect(faults, `seed ${seed}`).toEqual([])
    expect(acknowledged).toBeGreaterThan(0)
  },
  90_000,
)
