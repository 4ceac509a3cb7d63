/** Text as attributes without `caseExact` compare it, said as simply as can be: shares nothing with the engine. */
export function naiveFold(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => character.toLowerCase())
    .join('')
    .normalize('NFC')
}

/** The order of two texts by their code points; only the first `length` of them count. */
export function naiveOrder(left: string, right: string, length = Number.POSITIVE_INFINITY): number {
  const [a, b] = [pointsOf(left).slice(0, length), pointsOf(right).slice(0, length)] as const
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function pointsOf(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}
