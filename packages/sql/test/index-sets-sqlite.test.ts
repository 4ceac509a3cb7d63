import { describe } from 'vitest'
import { testIndexSets } from './index-sets-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('What is indexed, on SQLite', () => testIndexSets(createSqliteDatabase))
