import { isJsonObject, type Json, type JsonObject } from '../json.js'
import { invalidValue } from '../scim-error.js'
import { type Attribute, type AttributeType, findAttribute } from './attribute.js'
import { shorten } from './attribute-path.js'
import { EnterpriseUserSchema } from './enterprise-user.js'
import { Group } from './group.js'
import { isSchemaUri } from './is-schema-uri.js'
import {
  assertCharacteristics,
  readFlag,
  readTextList,
  readTextOf,
  requireText,
  wordOf,
} from './read-characteristic.js'
import { isReservedName } from './reserved-names.js'
import type { Schema } from './schema.js'
import { User } from './user.js'

/**
 * Reads a schema from its JSON representation, as `/Schemas` lists it (RFC 7643 §7). What the definition leaves out takes the
 * defaults of §2.2. A member of an attribute that §7 does not name is refused, since a misspelt one would be the default;
 * ignored are what vendors add there under names of their own (a URN, Oracle's `idcs…`, WSO2's `displayName`, `displayOrder`
 * and `supportedByDefault`), the `comparison` and `format` of a `Schema` that was kept as JSON, and other members of the
 * schema itself. What is read so has no static type: its resources' attributes are `Json | undefined`.
 *
 * @throws ScimError invalidValue that says where in the definition, such as `attributes[2].type`
 */
export function readSchema(definition: unknown): Schema {
  if (!isJsonObject(definition)) throw invalidValue('A schema is defined by an object.')
  const id = requireText(definition, 'id', '')
  if (!isSchemaUri(id)) throw invalidValue(`'${shorten(id)}' is no URI that a schema can be named by.`)
  const attributes = readAttributes(definition, 'attributes', '', { left: mostAttributes })
  if (attributes.length === 0) throw invalidValue(`The schema '${shorten(id)}' has no 'attributes'.`)
  const standard = standardSchemas.find((schema) => schema.id.toLowerCase() === id.toLowerCase())
  return {
    id,
    name: readTextOf(definition, 'name', '') ?? id.slice(id.lastIndexOf(':') + 1),
    description: readTextOf(definition, 'description', '') ?? '',
    attributes: withUnspoken(attributes, standard?.attributes ?? []),
  }
}

/** Sub-attributes included. */
const mostAttributes = 1000

/** How user names are compared (D-52) and which standard a text follows cannot be said in JSON: the standard's schemas know. */
function withUnspoken(attributes: readonly Attribute[], standard: readonly Attribute[]): readonly Attribute[] {
  return attributes.map((attribute) => {
    const known = findAttribute(standard, attribute.name)
    if (known === undefined || known.type !== attribute.type) return attribute
    const { comparison, format, subAttributes } = known
    return {
      ...attribute,
      comparison: attribute.caseExact ? 'exact' : comparison,
      ...(format === undefined ? {} : { format }),
      subAttributes: withUnspoken(attribute.subAttributes, subAttributes),
    }
  })
}

const standardSchemas: readonly Schema[] = [User.schema, EnterpriseUserSchema, Group.schema]

/** How many attributes may still be defined. */
interface Budget {
  left: number
}

function readAttributes(holder: JsonObject, member: string, place: string, budget: Budget): readonly Attribute[] {
  const definitions = holder[member] ?? []
  const where = place === '' ? member : `${place}.${member}`
  if (!Array.isArray(definitions)) throw invalidValue(`'${where}' is a list of attributes.`)
  budget.left -= definitions.length
  if (budget.left < 0) throw invalidValue(`A schema has ${mostAttributes} attributes at most.`)
  const attributes = definitions.map((definition, index) => readAttribute(definition, `${where}[${index}]`, budget))
  assertDistinct(attributes, where)
  return attributes
}

/** Names are read without regard to case (§2.1): two that differ by case only are one. */
function assertDistinct(attributes: readonly Attribute[], where: string): void {
  const names = new Set<string>()
  for (const { name } of attributes) {
    const folded = name.toLowerCase()
    if (names.has(folded)) throw invalidValue(`'${where}' has two attributes of the name '${shorten(name)}'.`)
    names.add(folded)
  }
}

const types = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'] as const
const mutabilities = ['readWrite', 'readOnly', 'immutable', 'writeOnly'] as const
const returneds = ['default', 'always', 'never', 'request'] as const
const uniquenesses = ['none', 'server', 'global'] as const

function readAttribute(definition: Json, place: string, budget: Budget): Attribute {
  if (!isJsonObject(definition)) throw invalidValue(`'${place}' is an object that defines an attribute.`)
  assertCharacteristics(definition, place)
  const type = wordOf(definition, 'type', place, types)
  const mutability = wordOf(definition, 'mutability', place, mutabilities)
  const returned = wordOf(definition, 'returned', place, returneds)
  const caseExact = readFlag(definition, 'caseExact', place) ?? (type === 'binary' || type === 'reference')
  return {
    name: readName(definition, place),
    type,
    multiValued: readFlag(definition, 'multiValued', place) ?? false,
    description: readTextOf(definition, 'description', place) ?? '',
    required: readFlag(definition, 'required', place) ?? false,
    canonicalValues: readTextList(definition, 'canonicalValues', place),
    caseExact,
    comparison: caseExact ? 'exact' : 'ignoreCase',
    mutability,
    // Values of what is write-only "SHALL NOT be returned" (§7), whatever else is said.
    returned: mutability === 'writeOnly' ? 'never' : returned,
    uniqueness: wordOf(definition, 'uniqueness', place, uniquenesses),
    referenceTypes: readTextList(definition, 'referenceTypes', place),
    subAttributes: readSubAttributes(definition, type, place, budget),
  }
}

/** `ATTRNAME = ALPHA *(nameChar)`, and `$ref` (§2.1, erratum 8924). */
function readName(definition: JsonObject, place: string): string {
  const name = requireText(definition, 'name', place)
  if (isReservedName(name)) throw invalidValue(`'${name}' cannot be the name of an attribute ('${place}').`)
  if (name === '$ref' || /^[A-Za-z][A-Za-z0-9$_-]{0,99}$/.test(name)) return name
  throw invalidValue(
    `'${shorten(name)}' is no name of an attribute ('${place}'): a letter, then letters, digits, '$', '-' and '_'.`,
  )
}

/** Complex attributes do not nest (§2.3.8). */
function readSubAttributes(
  definition: JsonObject,
  type: AttributeType,
  place: string,
  budget: Budget,
): readonly Attribute[] {
  const subAttributes = readAttributes(definition, 'subAttributes', place, budget)
  if (type !== 'complex') {
    if (subAttributes.length === 0) return []
    throw invalidValue(`'${place}' has 'subAttributes' and is not of the type 'complex'.`)
  }
  if (subAttributes.length === 0) throw invalidValue(`'${place}' is complex and has no 'subAttributes'.`)
  const nested = subAttributes.find((each) => each.type === 'complex')
  if (nested) throw invalidValue(`'${place}' has a sub-attribute '${nested.name}' that is complex itself.`)
  return subAttributes
}
