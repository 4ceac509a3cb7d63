/** Names that JavaScript gives a meaning to: just names here, and refused wherever a client sends one. */
const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** True for a path, dotted or with a URN, that has such a name as a part. */
export function hasReservedName(path: string): boolean {
  return reservedPart.test(path)
}

const reservedPart = /(?:^|[.:])(?:__proto__|constructor|prototype)(?:$|[.:])/i

/** True for a name that must never become a key of ours. */
export function isReservedName(name: string): boolean {
  return reservedNames.has(name.toLowerCase())
}
