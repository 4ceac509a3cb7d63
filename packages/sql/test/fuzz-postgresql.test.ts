import { testFuzz } from './fuzz-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('Random cases', testFuzz)
