/**
 * `npm run verify -- <name>`: what takes longer than a test run may. Each writes `docs/verified/<name>.json` with the commit, the
 * machine and the figures. A run that was cut off goes on where it stopped.
 */
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { circumstances } from './circumstances.js'
import { verifyFuzz } from './verify/fuzz.js'
import { verifyKills } from './verify/kills.js'
import { verifyMutation } from './verify/mutation.js'
import { verifyRaces } from './verify/races.js'
import { verifyRows } from './verify/rows.js'

const verifications: Readonly<Record<string, { readonly about: string; readonly run: () => Promise<object> }>> = {
  fuzz: { about: 'millions of random schemas, resources, filters, PATCHes and requests', run: verifyFuzz },
  kills: { about: 'servers and databases ended under load: nothing acknowledged is lost', run: verifyKills },
  mutation: { about: 'mutants of filter/ and patch/, each of which a test must kill', run: verifyMutation },
  races: { about: 'requests that race each other on both databases, and histories of them', run: verifyRaces },
  rows: { about: 'rows of the requirements with the rule switched off: their tests must fail', run: verifyRows },
}

const [name = ''] = process.argv.slice(2)
const verification = Object.hasOwn(verifications, name) ? verifications[name] : undefined
if (verification) {
  const figures = await verification.run()
  writeFileSync(
    `docs/verified/${name}.json`,
    `${JSON.stringify({ ...circumstances(), date: new Date().toISOString().slice(0, 10), ...figures }, undefined, 1)}\n`,
  )
  console.log(`verify: docs/verified/${name}.json is written`)
} else {
  console.error("verify: say what, as in 'npm run verify -- fuzz':")
  for (const [each, { about }] of Object.entries(verifications)) console.error(`  ${each.padEnd(10)} ${about}`)
  process.exitCode = 1
}
