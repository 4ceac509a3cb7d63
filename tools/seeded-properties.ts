import process from 'node:process'
import fc from 'fast-check'

/** A test run draws the same cases each time; `npm run verify -- fuzz` names another seed for every round. */
fc.configureGlobal({ seed: Number(process.env.ROLLCALL_TEST_SEED ?? '20261124') })
