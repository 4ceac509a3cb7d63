import { openRollcall } from '../open-rollcall.js'

/** A process of its own, run by `resetDatabase`: only when a process ends, all that it opened is closed for certain. */
const [, , database] = process.argv
if (database === undefined) throw new Error('this module is run with the database to open')
const rollcall = await openRollcall({ database })
await rollcall.close()
