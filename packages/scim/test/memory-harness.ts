import { memoryStorage } from '../src/storage/memory-storage.js'
import type { GrantKey, StorageHarness } from '../src/storage/storage-conformance.js'

/** The memory store as the conformance suites want it. */
export function memoryHarness(): StorageHarness {
  const displays = new Map<string, string>()
  const keyOf = (tenant: string, { kind, type, value }: GrantKey) => JSON.stringify([tenant, kind, type ?? null, value])
  const storage = memoryStorage({ displayOf: (tenant, grant) => displays.get(keyOf(tenant, grant)) })
  return {
    storage,
    setDisplay: async (tenant, grant, display) => void displays.set(keyOf(tenant, grant), display),
    changeRecords: async (tenant) => storage.changeRecords(tenant),
    setBound: async (tenant, counter, limit) => storage.setBound(tenant, counter, limit),
    close: async () => {},
  }
}
