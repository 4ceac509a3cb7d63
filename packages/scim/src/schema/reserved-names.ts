/** Names that JavaScript gives a meaning to: just names here, and refused wherever a client sends one. */
const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** True for a name that must never become a key of ours. */
export function isReservedName(name: string): boolean {
  return reservedNames.has(name.toLowerCase())
}
