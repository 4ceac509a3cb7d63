import type { Dialect } from './dialect.js'

/** Secret keys that all processes of a deployment share: they belong to no tenant. */
export function keyRing({ text, integer, table }: Dialect): readonly string[] {
  return [
    `CREATE TABLE key_ring (
      purpose ${text} NOT NULL,
      id ${text} NOT NULL,
      secret ${text} NOT NULL,
      created ${integer} NOT NULL,
      PRIMARY KEY (purpose, id)
    )${table}`,
  ]
}
