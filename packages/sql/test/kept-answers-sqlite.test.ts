import { describe } from 'vitest'
import { testKeptAnswers } from './kept-answers-suite.js'
import { createSqliteDatabase } from './sqlite-harness.js'

describe('Kept answers, on SQLite', () => testKeptAnswers(createSqliteDatabase))
