import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contests } from './contests/contests.js'
import { type Deployment, openDeployment } from './deployment/deployment.js'
import { describeDatabases, type Place } from './describe-databases.js'
import { runRound } from './run-round.js'

/** Two in a plain `npm test`; CI fights twenty, and `npm run verify -- races` a thousand. */
const rounds = Number(process.env.ROLLCALL_TEST_RACES ?? '2')
const firstSeed = Number(process.env.ROLLCALL_TEST_SEED ?? '20261124')

describeDatabases('over HTTP', (createPlace) => {
  describe.each([1, 2])('with %i server process(es)', (processes) => {
    let place: Place
    let deployment: Deployment

    beforeAll(async () => {
      place = await createPlace()
      deployment = await openDeployment(place.database, processes)
    })

    afterAll(async () => {
      await deployment.close()
      await place.remove()
    })

    test.each(Object.entries(contests))(
      '%s',
      async (_, contest) => {
        for (let round = 0; round < rounds; round++) {
          expect(await runRound(deployment, contest, firstSeed + round)).toEqual([])
        }
      },
      20_000 + rounds * 5_000,
    )
  })
})
