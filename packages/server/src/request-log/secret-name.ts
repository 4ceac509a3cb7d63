import type { Attribute, Schema } from '@rollcall/scim'

/** Tells whether a name, a path, a filter or any other text speaks of something secret. */
export type NamesSecret = (text: string) => boolean

/** What is secret whoever's schemas are spoken of. */
export const namesCommonSecret: NamesSecret = (text) => secretName.test(text)

const secretName = /passw|passphrase|secret|token|credential|authorization|api[-_]?key|private[-_]?key/i

/**
 * Also secret is what the schemas say is never returned (RFC 7643 §7), wherever its name stands as a word: before the path is
 * understood nobody can say whose `pin` it is, so that rather too much is hidden than too little.
 */
export function secretsOf(schemas: Iterable<Schema>): NamesSecret {
  const names = new Set([...schemas].flatMap(({ attributes }) => attributes.flatMap(unreturnedNames)))
  return (text) =>
    namesCommonSecret(text) ||
    (names.size > 0 && (text.match(/[\w$-]+/g) ?? []).some((word) => names.has(word.toLowerCase())))
}

function unreturnedNames(attribute: Attribute): readonly string[] {
  return [attribute, ...attribute.subAttributes]
    .filter(({ returned, mutability }) => returned === 'never' || mutability === 'writeOnly')
    .map(({ name }) => name.toLowerCase())
}
