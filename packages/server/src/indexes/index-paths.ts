import { type AttributePath, parseFilter, type ResourceType, ScimError } from '@rollcall/scim'
import {
  canBeIndexed,
  type IndexParts,
  indexablePathsOf,
  indexedName,
  indexPartsOf,
  isAlwaysIndexed,
} from '@rollcall/sql'
import { Refusal } from '../refusal.js'

/** What an attribute that somebody names stands for in an index set. @throws Refusal that says what can be indexed. */
export function requireIndexParts(text: string, type: ResourceType): IndexParts {
  const path = pathOf(text, type)
  const flaw = flawOf(path)
  if (flaw !== undefined) throw new Refusal(`'${text}' ${flaw}`)
  const parts = indexPartsOf(type, path)
  if (parts.all.length > 0) return parts
  throw new Refusal(`'${text}' is kept in a table of its own, and lists find resources by it without being told.`)
}

/** The same of what is to be left out. @throws Refusal */
export function requireRemovableParts(text: string, type: ResourceType): IndexParts {
  if (isAlwaysIndexed(pathOf(text, type))) {
    throw new Refusal(`'${text}' stays indexed: every look-up by name goes by it.`)
  }
  return requireIndexParts(text, type)
}

function flawOf(path: AttributePath): string | undefined {
  if (path.schema.id === '') return 'is found by an index of its own, without being told.'
  if (canBeIndexed(path)) return undefined
  return 'cannot be indexed: what is never returned cannot, nor what is binary.'
}

function pathOf(text: string, type: ResourceType): AttributePath {
  try {
    const filter = parseFilter(`${text} pr`, type)
    if (filter.kind === 'present') return filter.path
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
  }
  const names = indexablePathsOf(type).filter(({ extension, subAttribute }) => !extension && !subAttribute)
  throw new Refusal(
    `'${text}' is not an attribute of '${type.name}' that can be indexed. These can: ${names.map(indexedName).join(', ')}, their parts, such as 'emails.value', and the attributes of its extensions, with the URN in front.`,
  )
}
