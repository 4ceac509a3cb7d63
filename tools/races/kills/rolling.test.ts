import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { openDeployment } from '../deployment/deployment.js'
import { describeDatabases } from '../describe-databases.js'
import { rollUnderLoad } from './roll-under-load.js'

const seed = Number(process.env.ROLLCALL_TEST_SEED ?? '20261124')

describeDatabases('two server processes', (createPlace) => {
  test('are stopped and started in turns under load, and no request that is under way is cut off', async () => {
    const place = await createPlace()
    onTestFinished(place.remove)
    const deployment = await openDeployment(place.database, 2)
    onTestFinished(() => deployment.close())
    const { acknowledged, faults } = await rollUnderLoad(deployment, seed)
    expect(faults).toEqual([])
    expect(acknowledged).toBeGreaterThan(0)
  }, 60_000)
})
