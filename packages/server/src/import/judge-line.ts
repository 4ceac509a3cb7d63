import { type Id, invalidSyntax, type JsonObject, type PreparedCreation, type ResourceType } from '@rollcall/scim'
import { type Claim, uniqueClaimsOf } from '@rollcall/sql'
import type { ImportSession } from './import-session.js'
import type { Entry } from './ledger.js'
import type { LineContent } from './source-line.js'
import { memberOf, typeOfBody, withSchemas } from './type-of-body.js'

/** A line as the tenant reads it: what it is, and what it says. */
export interface ReadLine {
  readonly entry: Entry
  /** What it creates has this id. */
  readonly id: Id
  readonly type: ResourceType
  readonly body: JsonObject
}

/** A line of which everything is known but whether it can be written. */
export interface JudgedLine extends ReadLine {
  /** Its password, if any, is dropped here. */
  readonly creation: PreparedCreation
  /** What it wants for itself alone. */
  readonly claims: ReadonlyMap<string, Claim>
  /** Whoever has this already is who the line is about; undefined where nothing tells. */
  readonly identity: Identity | undefined
  /** By which version of the tenant's configuration it was judged. */
  readonly version: number
}

/** By what somebody is known: a unique name (userName), or where the type has none the external id. */
export type Identity =
  | { readonly kind: 'claim'; readonly name: string }
  | { readonly kind: 'externalId'; readonly value: string }

/** Says what a line is. @throws ScimError for what could not be read, and what does not say it */
export function readLine(
  { resourceTypes }: ImportSession,
  { entry, id, content }: { readonly entry: Entry; readonly id: Id; readonly content: LineContent },
  otherwise: ResourceType | undefined,
): ReadLine {
  if (content.kind === 'refused') throw content.error
  const { body } = content
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidSyntax('The line is not a JSON object.')
  }
  const object = body as JsonObject
  entry.name = nameOf(object)
  const type = typeOfBody(object, resourceTypes, otherwise)
  entry.type = type.name
  return { entry, id, type, body: withSchemas(object, type) }
}

/** Judges a line as the body of a POST is judged. @throws ScimError */
export async function judgeLine(session: ImportSession, line: ReadLine): Promise<JudgedLine> {
  const { entry, id, body } = line
  // As the configuration has it by now.
  const type = session.resourceTypes.find(({ name }) => name === line.type.name) ?? line.type
  const creation = await session.judge.prepareCreate(type, id, body)
  const claims = uniqueClaimsOf(type, creation.document)
  return {
    entry,
    id,
    type,
    body,
    creation,
    claims,
    identity: identityOf(type, creation, claims),
    version: session.version,
  }
}

function identityOf(
  type: ResourceType,
  { externalId }: PreparedCreation,
  claims: ReadonlyMap<string, Claim>,
): Identity | undefined {
  for (const [name, { schema }] of claims) if (schema === type.schema.id) return { kind: 'claim', name }
  return externalId === undefined ? undefined : { kind: 'externalId', value: externalId }
}

/** What nobody else may want at the same time, so that two lines about one person keep their order. */
export function wantedBy({ claims, identity, type }: JudgedLine): readonly string[] {
  const wanted = [...claims.keys()]
  return identity?.kind === 'externalId' ? [...wanted, JSON.stringify([type.name, identity.value])] : wanted
}

function nameOf(body: JsonObject): string | undefined {
  const name = memberOf(body, 'userName') ?? memberOf(body, 'displayName')
  return typeof name === 'string' ? name.slice(0, 200) : undefined
}
