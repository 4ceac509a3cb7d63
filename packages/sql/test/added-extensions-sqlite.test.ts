import { describe } from 'vitest'
import { testAddedExtensions } from './added-extensions.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('An extension that was added, on SQLite', () => testAddedExtensions(createSqliteDatabase))
