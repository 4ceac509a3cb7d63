/** Which resource types a schema extends from the start. */
export interface SchemaOptions {
  /** Names of resource types: `User`, `Group`, or the organisation's own. */
  readonly extends?: readonly string[]
  /** Their resources must carry the extension; only where there is none yet. Default: they may. */
  readonly required?: boolean
}

/** A schema that an organisation defined, and the names of the resource types that have it. */
export interface SchemaSummary {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly string[]
  readonly baseOf: readonly string[]
  readonly extensionOf: readonly string[]
  /** Those of `extensionOf` whose resources must carry it. */
  readonly requiredBy: readonly string[]
}

/** A resource type that an organisation defined, and how many resources there are of it. */
export interface ResourceTypeSummary {
  readonly name: string
  readonly endpoint: string
  readonly description: string
  readonly schema: string
  readonly extensions: readonly string[]
  readonly resources: number
}
