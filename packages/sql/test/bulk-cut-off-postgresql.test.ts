import { testBulkCutOff } from './bulk-cut-off-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('A Bulk request that is cut off', testBulkCutOff)
