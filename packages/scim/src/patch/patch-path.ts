import type { Filter } from '../filter/filter.js'
import { createFilterReader, type FilterReader, peek, take, takeSuffix, unexpected } from '../filter/filter-reader.js'
import { isSelectable, readComparison, readValueFilter } from '../filter/parser.js'
import type { Manner } from '../manner.js'
import { findAttribute } from '../schema/attribute.js'
import {
  type AttributePath,
  findAttributePath,
  findExtension,
  printAttributePath,
  shorten,
  unknownAttribute,
} from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { invalidPath } from '../scim-error.js'

/** What a PATCH operation is about: an attribute, some of its values or a part of them, or a whole extension. */
export type PatchPath =
  | { readonly kind: 'attribute'; readonly path: AttributePath; readonly valueFilter: Filter | undefined }
  | { readonly kind: 'extension'; readonly schema: Schema }

/**
 * Parses `PATH = attrPath / valuePath [subAttr]` (RFC 7644 §3.5.2, Figure 7). The sub-attribute after the brackets is the
 * path's; with a value filter it is the part of the selected values that is meant.
 *
 * @throws ScimError invalidPath · invalidFilter or tooMany for what is wrong inside the value filter
 */
export function parsePatchPath(text: string, resourceType: ResourceType, manner: Manner): PatchPath {
  const extension = findExtension(text.trim(), resourceType)
  if (extension) return { kind: 'extension', schema: extension }
  const reader = createFilterReader(text, resourceType, manner, invalidPath)
  const path = readPath(reader)
  const target = readTarget(reader, path)
  if (peek(reader).kind !== 'end') throw unexpected(reader, 'the end', invalidPath)
  return target
}

function readPath(reader: FilterReader): AttributePath {
  if (peek(reader).kind !== 'word') throw unexpected(reader, 'an attribute name', invalidPath)
  const name = take(reader).text
  const path = findAttributePath(name, reader.resourceType, reader.manner)
  if (!path) throw invalidPath(unknownAttribute(name, reader.resourceType))
  return path
}

function readTarget(reader: FilterReader, path: AttributePath): PatchPath {
  switch (peek(reader).kind) {
    case '[':
      return readSelection(reader, path)
    case 'word':
      return readExpression(reader, path)
    case 'string':
    case '(':
    case ')':
    case ']':
    case 'end':
      return { kind: 'attribute', path, valueFilter: undefined }
  }
}

/** `valuePath [subAttr]` */
function readSelection(reader: FilterReader, path: AttributePath): PatchPath {
  const name = printAttributePath(path)
  if (!isSelectable(path)) throw invalidPath(`'${name}' has no values among which brackets could select.`)
  assertBracketCloses(reader)
  const valueFilter = readValueFilter(reader, path, 1)
  const suffix = takeSuffix(reader)?.text.slice(1)
  if (suffix === undefined) return { kind: 'attribute', path, valueFilter }
  const subAttribute = findAttribute(path.attribute.subAttributes, suffix)
  if (!subAttribute) throw invalidPath(`'${name}' has no sub-attribute '${shorten(suffix)}'.`)
  return { kind: 'attribute', path: { ...path, subAttribute }, valueFilter }
}

/** Brackets that hold nothing, or have no end, are a fault of the path; the rest is the filter's. */
function assertBracketCloses(reader: FilterReader): void {
  const inside = reader.tokens.slice(reader.next + 1)
  if (inside[0]?.kind === ']') throw invalidPath('The brackets of the path select nothing: they are empty.')
  if (!inside.some((token) => token.kind === ']')) throw invalidPath('The bracket of the path is not closed.')
}

/** Erratum 7122: `schemas eq "urn:…"` selects a value of an attribute whose values have no sub-attributes. */
function readExpression(reader: FilterReader, path: AttributePath): PatchPath {
  if (!isSelectable(path) || path.attribute.type === 'complex') throw unexpected(reader, 'the end', invalidPath)
  return { kind: 'attribute', path, valueFilter: readComparison(reader, path) }
}
