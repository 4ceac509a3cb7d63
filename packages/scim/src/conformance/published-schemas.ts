/** A schema as `/Schemas` answers it. */
export interface SchemaDefinition {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly schemas: readonly string[]
  readonly meta: { readonly resourceType: string; readonly location: string }
  readonly attributes: readonly AttributeDefinition[]
}

/** An attribute as `/Schemas` answers it. */
export interface AttributeDefinition {
  readonly name: string
  readonly type: string
  readonly multiValued: boolean
  readonly description?: string
  readonly required: boolean
  readonly canonicalValues?: readonly string[]
  readonly caseExact?: boolean
  readonly mutability: string
  readonly returned: string
  readonly uniqueness?: string
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly AttributeDefinition[]
}

/** A definition with where it stands. */
export interface PlacedDefinition {
  /** With the schema's URN, for messages. */
  readonly path: string
  readonly parent: AttributeDefinition | undefined
  readonly definition: AttributeDefinition
}

/** Every attribute and sub-attribute of a schema. */
export function definitionsIn(schema: SchemaDefinition): readonly PlacedDefinition[] {
  return placed(schema.attributes, `${schema.id}:`, undefined)
}

function placed(
  definitions: readonly AttributeDefinition[],
  prefix: string,
  parent: AttributeDefinition | undefined,
): readonly PlacedDefinition[] {
  return definitions.flatMap((definition) => {
    const path = prefix + definition.name
    return [{ path, parent, definition }, ...placed(definition.subAttributes ?? [], `${path}.`, definition)]
  })
}
