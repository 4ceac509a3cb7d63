import type { Page, StoredResource } from './resource-store.js'

/** Documents as values, not as texts; of a position only its id, since each storage writes sort keys in its own way. */
export function comparable(page: Page<StoredResource>): unknown {
  return { items: page.items.map(comparableResource), total: page.total, next: page.next?.id }
}

/** The same of one resource. */
export function comparableResource(stored: StoredResource | undefined): unknown {
  return stored && { ...stored, text: JSON.parse(stored.text) }
}

/** Throws an Error with both sides and what led there, unless they are equal. */
export function assertSame(what: string, expected: unknown, actual: unknown, about: object): void {
  const [left, right] = [canonical(expected), canonical(actual)]
  if (left !== right) throw new Error(`${what} differs\n${canonical(about)}\noracle:  ${left}\nsubject: ${right}`)
}

/** JSON with sorted names, so that two values are equal when their texts are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
