/** The layers of the engine, from the bottom up; a file imports from rows above its own, and from its own (ARCHITECTURE.md). */
export const engineLayers: readonly EngineLayer[] = [
  { name: 'scim-error', rank: 0, holds: ['scim-error.ts', 'manner.ts', 'json.ts', 'once-per.ts'] },
  { name: 'schema', rank: 1, holds: ['schema/'] },
  { name: 'filter', rank: 2, holds: ['filter/'] },
  { name: 'resource', rank: 3, holds: ['resource/'] },
  { name: 'patch', rank: 4, holds: ['patch/'] },
  { name: 'memory-storage', rank: 6, holds: ['storage/memory-', 'storage/storage-conformance'] },
  { name: 'storage', rank: 5, holds: ['storage/'] },
  { name: 'operations', rank: 7, holds: ['operations/'] },
  { name: 'discovery', rank: 7, holds: ['discovery/'] },
  { name: 'service-provider', rank: 8, holds: ['service-provider.ts'] },
  { name: 'http', rank: 9, holds: ['http/'] },
  { name: 'entitlements', rank: 9, holds: ['entitlements/'] },
  { name: 'conformance', rank: 10, holds: ['conformance/'] },
]

export interface EngineLayer {
  readonly name: string
  readonly rank: number
  /** Beginnings of the paths below `packages/scim/src`; the first row that fits counts. */
  readonly holds: readonly string[]
}

/** The entries that package.json exports: above every layer. */
const engineEntries = new Set(['index.ts', 'filter.ts', 'patch.ts', 'schema.ts', 'storage.ts', 'entitlements.ts'])

/** Says what is wrong when the engine's file `from` imports its file `to`; paths below `packages/scim/src`. */
export function refusalOfEngineImport(from: string, to: string): string | undefined {
  if (engineEntries.has(to)) return `imports the package's own entry ${to}: import the file that declares it.`
  const lower = layerOf(to)
  if (lower === undefined) return `imports ${to}, which belongs to no layer in tools/engine-layers.ts.`
  if (engineEntries.has(from)) return refusalOfEntryImport(from, lower)
  const upper = layerOf(from)
  if (upper === undefined) return `belongs to no layer in tools/engine-layers.ts.`
  if (lower === upper || lower.rank < upper.rank) return undefined
  return `'${upper.name}' imports '${lower.name}' (${to}), which is not below it.`
}

/** The engine's other entries must work without entitlements: they are a user of the engine. */
function refusalOfEntryImport(from: string, to: EngineLayer): string | undefined {
  if (to.name !== 'entitlements' || from === 'entitlements.ts') return undefined
  return `imports 'entitlements': only the entry entitlements.ts does.`
}

function layerOf(file: string): EngineLayer | undefined {
  return engineLayers.find(({ holds }) => holds.some((beginning) => file.startsWith(beginning)))
}
