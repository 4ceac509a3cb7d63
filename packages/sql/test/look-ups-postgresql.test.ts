import { testLookUps } from './look-ups-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('Look-ups of many at once', testLookUps)
