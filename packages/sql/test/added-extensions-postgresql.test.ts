import { testAddedExtensions } from './added-extensions.js'
import { describePostgres } from './postgres-server.js'

describePostgres('An extension that was added', testAddedExtensions)
