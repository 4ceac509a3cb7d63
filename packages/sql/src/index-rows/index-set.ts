import type { ResourceType } from '@rollcall/scim'
import { indexablePathsOf } from './indexable-paths.js'
import { type IndexSet, indexedName, isAlwaysIndexed, isIndexedByDefault } from './indexed-attributes.js'

/**
 * What a resource type's set has beside the default and what it lacks of it. As a difference: what an extension brings that is
 * added later follows the default.
 */
export interface IndexNames {
  readonly added: readonly string[]
  readonly omitted: readonly string[]
}

/** The names of what has index rows. Those that the type does not know say nothing. */
export function indexSetOf(type: ResourceType, names?: IndexNames): IndexSet {
  return names === undefined ? defaultOf(type) : changedSetOf(type, names)
}

const defaults = new WeakMap<ResourceType, IndexSet>()

function defaultOf(type: ResourceType): IndexSet {
  const known = defaults.get(type) ?? changedSetOf(type, { added: [], omitted: [] })
  defaults.set(type, known)
  return known
}

function changedSetOf(type: ResourceType, names: IndexNames): IndexSet {
  const [added, omitted] = [new Set(names.added), new Set(names.omitted)]
  const indexes = new Set(['schemas'])
  for (const path of indexablePathsOf(type)) {
    const name = indexedName(path)
    const isKept = isIndexedByDefault(path) && !omitted.has(name)
    if (!isKept && !added.has(name) && !isAlwaysIndexed(path)) continue
    indexes.add(name)
    // Brackets look for the rows of a whole value.
    indexes.add(indexedName({ ...path, subAttribute: undefined }))
  }
  return indexes
}

/** What makes the default into a set. */
export function indexNamesOf(type: ResourceType, indexes: IndexSet): IndexNames {
  const standard = defaultOf(type)
  return {
    added: [...indexes].filter((name) => !standard.has(name)).sort(),
    omitted: [...standard].filter((name) => !indexes.has(name)).sort(),
  }
}

/** Those that the type does not know, as an extension's that is away. */
export function unknownNamesOf(type: ResourceType, { added, omitted }: IndexNames): IndexNames {
  const paths = indexablePathsOf(type).flatMap((path) => [path, { ...path, subAttribute: undefined }])
  const known = new Set([...defaultOf(type), ...paths.map(indexedName)])
  return { added: added.filter((name) => !known.has(name)), omitted: omitted.filter((name) => !known.has(name)) }
}

/** What is in the one or in the other. */
export function unionOf(one: IndexSet, other: IndexSet): IndexSet {
  return new Set([...one, ...other])
}
