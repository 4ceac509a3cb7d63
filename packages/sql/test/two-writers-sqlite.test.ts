import { openSqliteDatabase } from '@rollcall/sql'
import { describe } from 'vitest'
import { createSqliteDatabase } from './sqlite-harness.js'
import { testTwoWriters } from './two-writers-suite.js'

describe('Two writers, on SQLite', () => testTwoWriters(createSqliteDatabase, (path) => openSqliteDatabase({ path })))
