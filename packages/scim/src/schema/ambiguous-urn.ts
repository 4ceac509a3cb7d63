import type { Attribute } from './attribute.js'
import { commonAttributes } from './common-attributes.js'
import type { Schema } from './schema.js'

/**
 * Says which URN among the schemas of one resource type also names an attribute of another of them, as `urn:x:Card:number` does
 * beside a schema `urn:x:Card` with a `number`: a path could mean either (RFC 7644 §3.10, §3.5.2). A sentence; undefined where
 * every path means one thing.
 */
export function findAmbiguousUrn(schemas: readonly Schema[]): string | undefined {
  const byUrn = new Map(schemas.map((schema) => [schema.id.toLowerCase(), schema]))
  for (const { id, attributes } of schemas) {
    for (const name of [...commonAttributes.attributes, ...attributes].flatMap(namesOf)) {
      const other = urnsOf(id, name).flatMap((urn) => byUrn.get(urn) ?? [])[0]
      if (other) return `The URN '${other.id}' also names the attribute '${name}' of '${id}'.`
    }
  }
  return undefined
}

function namesOf({ name, subAttributes }: Attribute): readonly string[] {
  return [name, ...subAttributes.map((sub) => `${name}.${sub.name}`)]
}

/** In the compatible manner a dot may stand after a URN (Entra ID). */
function urnsOf(id: string, name: string): readonly string[] {
  return [`${id}:${name}`.toLowerCase(), `${id}.${name}`.toLowerCase()]
}
