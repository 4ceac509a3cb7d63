import { testProtocol } from '../src/conformance/protocol-conformance.js'
import { memoryHarness } from './memory-harness.js'

testProtocol('memory', async () => memoryHarness())
