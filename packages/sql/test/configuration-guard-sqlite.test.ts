import { describe } from 'vitest'
import { testConfigurationGuard } from './configuration-guard-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('The guard of the configuration, on SQLite', () => testConfigurationGuard(createSqliteDatabase))
