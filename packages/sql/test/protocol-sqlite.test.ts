import { testProtocol } from '@rollcall/scim/protocol-conformance'
import { sqliteHarness } from './sqlite-harness.js'

testProtocol('SQLite', sqliteHarness)
