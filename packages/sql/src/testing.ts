/** What tests of the packages above need of a database (`@rollcall/sql/testing`). */
export { visitedByPostgres } from './explain/postgres-plan.js'
export { createDatabasePlace, type DatabasePlace } from './testing/create-database-place.js'
export { holdFile } from './testing/hold-file.js'
export { readEverything } from './testing/read-everything.js'
