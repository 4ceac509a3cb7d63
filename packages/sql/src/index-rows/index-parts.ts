import type { ResourceType } from '@rollcall/scim'
import { indexablePathsOf } from './indexable-paths.js'
import { type IndexedPath, type IndexSet, indexedName, isLinkOrLabel } from './indexed-attributes.js'

/** What one attribute stands for in a set: a part for itself, a complex attribute for its parts. */
export interface IndexParts {
  /** Every name below it. */
  readonly all: readonly string[]
  /** Those that come with it: not its links and labels. */
  readonly usual: readonly string[]
}

/** What a path stands for. Nothing where it cannot be indexed. */
export function indexPartsOf(type: ResourceType, { extension, attribute, subAttribute }: IndexedPath): IndexParts {
  const below = indexablePathsOf(type).filter(
    (path) =>
      path.extension === extension &&
      path.attribute.name === attribute.name &&
      (subAttribute === undefined || path.subAttribute?.name === subAttribute.name),
  )
  const isNamed = subAttribute !== undefined || attribute.type !== 'complex'
  return {
    all: below.map(indexedName),
    usual: below.filter((path) => isNamed || !isLinkOrLabel(path)).map(indexedName),
  }
}

/** A set in as few names as say it: a complex attribute stands for its usual parts. */
export function printIndexSet(type: ResourceType, indexes: IndexSet): readonly string[] {
  const wholes = indexablePathsOf(type).filter(({ subAttribute }) => subAttribute === undefined)
  return wholes.flatMap((path) => {
    const name = indexedName(path)
    const { all, usual } = indexPartsOf(type, path)
    if (usual.every((part) => indexes.has(part))) {
      return [name, ...all.filter((part) => indexes.has(part) && !usual.includes(part))]
    }
    return all.filter((part) => part !== name && indexes.has(part))
  })
}

/** A set without some names; of what no part is left, nothing is. */
export function withoutNames(type: ResourceType, indexes: IndexSet, names: readonly string[]): IndexSet {
  const left = new Set([...indexes].filter((name) => !names.includes(name)))
  for (const path of indexablePathsOf(type)) {
    const [whole, ...parts] = path.subAttribute ? [] : indexPartsOf(type, path).all
    if (whole !== undefined && parts.length > 0 && !parts.some((part) => left.has(part))) left.delete(whole)
  }
  return left
}
