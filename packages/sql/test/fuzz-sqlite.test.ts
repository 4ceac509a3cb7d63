import { describe } from 'vitest'
import { testFuzz } from './fuzz-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('Random cases, on SQLite', () => testFuzz(createSqliteDatabase))
