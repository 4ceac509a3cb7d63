import { testStorage } from '@rollcall/scim/storage-conformance'
import { sqliteHarness } from './sqlite-harness.js'

testStorage('SQLite', sqliteHarness)
