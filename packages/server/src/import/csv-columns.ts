import type { Attribute, JsonObject, Manner, ResourceType } from '@rollcall/scim'
import { equalTerms, type PatchPath, parsePatchPath, ScimError } from '@rollcall/scim/patch'
import { Refusal } from '../refusal.js'

/** What the values of a column are: an attribute, of an extension where it says so, or a part of it. */
export interface CsvColumn {
  /** The URN under which the attribute stands, for an extension's. */
  readonly extension: string | undefined
  readonly attribute: Attribute
  /** The part that a value is; undefined where it is the attribute itself. */
  readonly part: Attribute | undefined
  /** What else is true of the value of a multi-valued attribute: `{type: "work"}`. */
  readonly terms: JsonObject
  /** True where a value is several, parted by `;`. */
  readonly isList: boolean
  /** The same for columns that are parts of one value. */
  readonly element: string
}

/** A spreadsheet has dozens. */
const mostColumns = 500

/**
 * Reads the headings of a CSV file against a resource type: attribute paths as PATCH has them (RFC 7644 §3.5.2), such as
 * `name.givenName` and `emails[type eq "work"].value`. A column that is mapped to null is left out: undefined.
 *
 * @throws Refusal that names the column
 */
export function readColumns(
  headings: readonly string[],
  type: ResourceType,
  manner: Manner,
  mapping: Readonly<Record<string, string | null>> = {},
): readonly (CsvColumn | undefined)[] {
  if (headings.length > mostColumns)
    throw new Refusal(`The file has ${headings.length} columns; the most is ${mostColumns}.`)
  const mapped = new Map(Object.entries(mapping))
  for (const name of mapped.keys()) {
    if (!headings.includes(name))
      throw new Refusal(`The mapping names the column '${name}', which the file does not have.`)
  }
  const taken = new Map<string, string>()
  return headings.map((heading) => {
    const path = mapped.has(heading) ? mapped.get(heading) : heading.trim()
    if (path === null || path === undefined) return undefined
    const column = readColumn(heading, path, type, manner)
    const place = `${column.element} ${column.part?.name ?? ''}`
    const other = taken.get(place)
    if (other !== undefined) throw new Refusal(`The columns '${other}' and '${heading}' are the same attribute.`)
    taken.set(place, heading)
    return column
  })
}

function readColumn(heading: string, path: string, type: ResourceType, manner: Manner): CsvColumn {
  const refuse = (reason: string) => new Refusal(`The column '${heading}' cannot be read: ${reason}`)
  const parsed = parsePath(path, type, manner, refuse)
  if (parsed.kind === 'extension') throw refuse(`'${path}' is a whole schema; name an attribute in it.`)
  const { attribute, subAttribute, extension } = parsed.path
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly' || attribute.name === 'schemas') {
    throw refuse('the server says what it is. A mapping to null leaves the column out.')
  }
  const terms = parsed.valueFilter ? equalTerms(parsed.valueFilter) : {}
  if (!terms) throw refuse('the brackets say more than that something is equal, such as \'type eq "work"\'.')
  const isWhole = !subAttribute && !parsed.valueFilter
  const part = subAttribute ?? (attribute.type === 'complex' ? valuePartOf(attribute, refuse) : undefined)
  const element = JSON.stringify([extension ?? '', attribute.name, Object.entries(terms).sort()])
  return { extension, attribute, part, terms, isList: attribute.multiValued && isWhole, element }
}

function parsePath(path: string, type: ResourceType, manner: Manner, refuse: (reason: string) => Refusal): PatchPath {
  if (path === '') throw refuse('it has no heading. Give it the path of an attribute.')
  try {
    return parsePatchPath(path, type, manner)
  } catch (error) {
    throw error instanceof ScimError ? refuse(error.message) : error
  }
}

/** What a value of a complex attribute says by itself: a role, a manager's id. */
function valuePartOf(attribute: Attribute, refuse: (reason: string) => Refusal): Attribute {
  const value = attribute.subAttributes.find(({ name }) => name === 'value')
  if (value) return value
  const [first] = attribute.subAttributes
  throw refuse(`'${attribute.name}' has parts; name one, such as '${attribute.name}.${first?.name ?? 'value'}'.`)
}
