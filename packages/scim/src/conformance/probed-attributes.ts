import type { ProtocolBench } from './protocol-bench.js'
import type { AttributeDefinition, SchemaDefinition } from './published-schemas.js'

/** An attribute of a resource type, known by nothing but what discovery says of it. */
export interface ProbedAttribute {
  readonly endpoint: string
  readonly base: SchemaDefinition
  /** The extension that defines it. */
  readonly extension: SchemaDefinition | undefined
  readonly parent: AttributeDefinition | undefined
  readonly definition: AttributeDefinition
  /** As a filter and a PATCH name it. */
  readonly path: string
}

/** Every attribute and sub-attribute of every resource type that /ResourceTypes and /Schemas publish. */
export async function readProbedAttributes(bench: ProtocolBench): Promise<readonly ProbedAttribute[]> {
  const types = (await bench.get('/ResourceTypes')).body.Resources
  const schemas: readonly SchemaDefinition[] = (await bench.get('/Schemas')).body.Resources
  const schemaOf = (urn: string): SchemaDefinition => {
    const schema = schemas.find(({ id }) => id === urn)
    if (!schema) throw new Error(`/Schemas does not have '${urn}'`)
    return schema
  }
  const probed: ProbedAttribute[] = []
  for (const { endpoint, schema, schemaExtensions = [] } of types) {
    const base = schemaOf(schema)
    probed.push(...attributesOf({ endpoint, base, extension: undefined }))
    for (const { schema: urn } of schemaExtensions) {
      probed.push(...attributesOf({ endpoint, base, extension: schemaOf(urn) }))
    }
  }
  return probed
}

function attributesOf(place: Pick<ProbedAttribute, 'endpoint' | 'base' | 'extension'>): readonly ProbedAttribute[] {
  const prefix = place.extension ? `${place.extension.id}:` : ''
  return (place.extension ?? place.base).attributes.flatMap((definition) => [
    { ...place, parent: undefined, definition, path: prefix + definition.name },
    ...(definition.subAttributes ?? []).map((part) => ({
      ...place,
      parent: definition,
      definition: part,
      path: `${prefix}${definition.name}.${part.name}`,
    })),
  ])
}

/** The attribute's value in an answer; of several values, the first one's. */
export function valueIn(resource: unknown, { extension, parent, definition }: ProbedAttribute): unknown {
  const holder = extension ? memberOf(resource, extension.id) : resource
  const values = parent ? memberOf(holder, parent.name) : holder
  return memberOf(Array.isArray(values) ? values[0] : values, definition.name)
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}

/** True for the reference that follows from the `value` beside it. */
export function isDerived({ definition, parent }: Pick<ProbedAttribute, 'definition' | 'parent'>): boolean {
  return definition.name === '$ref' && parent !== undefined && pointsAtResource(parent)
}

/** True for a complex attribute whose values are other resources. */
export function pointsAtResource(complex: AttributeDefinition): boolean {
  const reference = complex.subAttributes?.find(({ name }) => name === '$ref')
  return reference?.referenceTypes?.some((type) => type !== 'external' && type !== 'uri') ?? false
}
