import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { openDeployment } from '../deployment/deployment.js'
import { describeDatabases } from '../describe-databases.js'
import { killUnderLoad } from './kill-under-load.js'

/** One in a plain `npm test`; CI kills five times, and `npm run verify -- kills` fifty. */
const kills = Number(process.env.ROLLCALL_TEST_KILLS ?? '1')
const firstSeed = Number(process.env.ROLLCALL_TEST_SEED ?? '20261124')

describeDatabases('a server process that is killed under load', (createPlace) => {
  test.each([1, 2])(
    'has lost nothing that it acknowledged, and left nothing half: %i process(es)',
    async (processes) => {
      const place = await createPlace()
      onTestFinished(place.remove)
      const deployment = await openDeployment(place.database, processes)
      onTestFinished(() => deployment.close())
      for (let kill = 0; kill < kills; kill++) {
        const seed = firstSeed + kill
        const { acknowledged, faults } = await killUnderLoad(deployment, seed)
        expect(faults, `seed ${seed}`).toEqual([])
        expect(acknowledged).toBeGreaterThan(0)
      }
    },
    30_000 + kills * 10_000,
  )
})
