/** What tests of an app need of a database of their own (`@rollcall/server/testing`). */
export { createDatabasePlace, type DatabasePlace, holdFile, readEverything } from '@rollcall/sql/testing'
