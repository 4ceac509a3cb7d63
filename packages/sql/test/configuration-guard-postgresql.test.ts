import { testConfigurationGuard } from './configuration-guard-suite.js'
import { describePostgres } from './postgres-server.js'

describePostgres('The guard of the configuration', testConfigurationGuard)
