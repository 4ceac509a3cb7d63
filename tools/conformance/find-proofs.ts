/** Where the tests of requirement rows stand: row id to the source files that hold a test whose name begins with it. */
export type Proofs = ReadonlyMap<string, readonly string[]>

/** The id of a row, such as `7644-3.4.2.2-k`. */
export const rowId = /\b(?:7643|7644|9865)-\d+(?:\.\d+)*-[a-z]+\b/g

/** Finds them by the text of the sources: a string that begins with ids, or a list of such strings. */
export function findProofs(sources: ReadonlyMap<string, string>): Proofs {
  const proofs = new Map<string, Set<string>>()
  for (const [file, text] of sources) {
    for (const id of idsIn(text)) proofs.set(id, (proofs.get(id) ?? new Set()).add(file))
  }
  return new Map([...proofs].map(([id, files]) => [id, [...files].sort()]))
}

/** `'7643-2.1-b'`, `['7643-2.1-b', '7643-2.1-c']`, and `'7644-2-a a request without a key'`. */
function idsIn(text: string): readonly string[] {
  return [...text.matchAll(beginning)].flatMap(([, ids = '']) => ids.match(rowId) ?? [])
}

const beginning = /['"`]((?:(?:7643|7644|9865)-\d+(?:\.\d+)*-[a-z]+[ ,]*)+)/g
