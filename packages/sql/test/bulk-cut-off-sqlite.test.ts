import { describe } from 'vitest'
import { testBulkCutOff } from './bulk-cut-off-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('A Bulk request that is cut off, on SQLite', () => testBulkCutOff(createSqliteDatabase))
