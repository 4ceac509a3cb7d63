import { describe } from 'vitest'
import { testLookUps } from './look-ups-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('Look-ups of many at once, on SQLite', () => testLookUps(createSqliteDatabase))
