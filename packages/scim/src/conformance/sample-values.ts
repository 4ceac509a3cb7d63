import { isDerived, type ProbedAttribute, pointsAtResource } from './probed-attributes.js'
import type { ProtocolBench } from './protocol-bench.js'
import type { AttributeDefinition } from './published-schemas.js'
import { userBody } from './sample-bodies.js'

type JsonMember = Record<string, unknown>

/** Makes values and bodies from published definitions. Values of one number are equal, those of two neighbours differ. */
export interface SampleValues {
  /** A value for the attribute, in an array where it takes several. */
  valueOf(attribute: ProbedAttribute, number: number): unknown
  /** The body of a resource that has what is required, and at the attribute this value; undefined leaves it out. */
  bodyWith(attribute: ProbedAttribute, value: unknown, number: number): JsonMember
}

/** Samples over two users, whom values may point at. */
export async function createSampleValues(bench: ProtocolBench): Promise<SampleValues> {
  const ids: string[] = []
  for (const name of ['one', 'two']) ids.push((await bench.post('/Users', userBody(`${name}@sample.example`))).body.id)

  const sampleOf = (
    definition: AttributeDefinition,
    parent: AttributeDefinition | undefined,
    number: number,
  ): unknown => {
    const id = ids[number % ids.length]
    if (isDerived({ definition, parent })) return `${bench.baseUrl}/Users/${id}`
    if (parent && pointsAtResource(parent) && definition.name === 'value') return id
    if (parent && pointsAtResource(parent) && definition.name === 'type') return definition.canonicalValues?.[0]
    if (definition.type === 'complex') return complexOf(definition, number)
    return formattedTexts[definition.name]?.[number % 2] ?? simpleOf(definition, number)
  }
  const complexOf = (complex: AttributeDefinition, number: number): JsonMember => {
    const parts = (complex.subAttributes ?? []).filter(
      (part) => isWritable(part) && !isDerived({ definition: part, parent: complex }),
    )
    // What is immutable stays within a single value; of several, each is another value.
    const numberOf = (part: AttributeDefinition) =>
      part.mutability === 'immutable' && !complex.multiValued ? 0 : number
    return Object.fromEntries(parts.map((part) => [part.name, several(part, sampleOf(part, complex, numberOf(part)))]))
  }
  const allOf = (attributes: readonly AttributeDefinition[], number: number): JsonMember =>
    Object.fromEntries(
      attributes.filter(isWritable).map((each) => [each.name, several(each, sampleOf(each, undefined, number))]),
    )

  return {
    valueOf: ({ definition, parent }, number) => several(definition, sampleOf(definition, parent, number)),
    bodyWith: ({ base, extension, parent, definition }, value, number) => {
      const body: JsonMember = {
        schemas: [base.id],
        ...allOf(
          base.attributes.filter(({ required }) => required),
          number,
        ),
      }
      // An extension without a value is not there, and requires nothing.
      const holder = extension ? allOf(extension.attributes, number) : body
      if (extension) body[extension.id] = holder
      if (!parent) holder[definition.name] = value
      else holder[parent.name] = several(parent, { ...complexOf(parent, number), [definition.name]: value })
      return body
    },
  }
}

/** What clients write and are shown. */
function isWritable({ mutability, returned }: AttributeDefinition): boolean {
  return mutability !== 'readOnly' && (returned === 'default' || returned === 'always')
}

function several({ multiValued }: AttributeDefinition, value: unknown): unknown {
  return multiValued ? [value] : value
}

/** Texts of which §4.1 asks for a form that no definition can say. */
const formattedTexts: Readonly<Record<string, readonly [string, string]>> = {
  locale: ['en-US', 'de-AT'],
  preferredLanguage: ['en-US', 'de-AT'],
  timezone: ['Europe/Vienna', 'America/Los_Angeles'],
  country: ['AT', 'US'],
}

function simpleOf({ name, type }: AttributeDefinition, number: number): unknown {
  switch (type) {
    case 'boolean':
      return number % 2 === 0
    case 'integer':
      return number
    case 'decimal':
      return number + 0.5
    case 'dateTime':
      return new Date(Date.UTC(2024, 0, 1) + number * 1000).toISOString()
    // One value of DER, so that it may be a certificate: four bytes.
    case 'binary':
      return btoa(`0\u0004${String(number).padStart(4, '0')}`)
    case 'reference':
      return `https://sample.example/Ab/${number}`
    default:
      return `Ab-${name}-${number}`
  }
}
