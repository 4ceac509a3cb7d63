import { tables } from './0001-tables.js'
import { keyRing } from './0002-key-ring.js'
import { keptAnswers } from './0003-kept-answers.js'
import { definitions } from './0004-definitions.js'
import { catalogueTimes } from './0005-catalogue-times.js'
import { extensionRows } from './0006-extension-rows.js'
import { seats } from './0007-seats.js'
import { indexSets } from './0008-index-sets.js'
import type { Dialect } from './dialect.js'

/** A step of the schema, applied once to each database and never changed afterwards. */
export interface Migration {
  /** Its file's name: the order is theirs. */
  readonly name: string
  readonly statements: (dialect: Dialect) => readonly string[]
}

/** The one list, for every database. */
export const migrations: readonly Migration[] = [
  { name: '0001-tables', statements: tables },
  { name: '0002-key-ring', statements: keyRing },
  { name: '0003-kept-answers', statements: keptAnswers },
  { name: '0004-definitions', statements: definitions },
  { name: '0005-catalogue-times', statements: catalogueTimes },
  { name: '0006-extension-rows', statements: extensionRows },
  { name: '0007-seats', statements: seats },
  { name: '0008-index-sets', statements: indexSets },
]
