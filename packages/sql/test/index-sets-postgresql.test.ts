import { testIndexSets } from './index-sets-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('What is indexed', testIndexSets)
