import { testStorage } from '../src/storage/storage-conformance.js'
import { memoryHarness } from './memory-harness.js'

testStorage('the memory store', async () => memoryHarness())
