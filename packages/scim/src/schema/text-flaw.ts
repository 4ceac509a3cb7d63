/**
 * What makes a text one that no value can have, as a message names it; undefined for a text that can be kept. Databases cut
 * or refuse U+0000 and lone surrogates; Unicode's Stream-Safe Text Format (UAX #15) ends at 30 marks, and to normalise more of
 * them takes time with the square of their number.
 */
export function findTextFlaw(text: string): string | undefined {
  if (printableAscii.test(text)) return undefined
  if (text.includes('\0')) return 'U+0000'
  if (loneSurrogate.test(text)) return 'half a surrogate pair'
  return hasManyMarks(text) ? `more than ${mostMarks} marks on one character` : undefined
}

const printableAscii = /^[ -~]*$/
const loneSurrogate = /\p{Surrogate}/u
const mostMarks = 30

/** The half-width sound marks are marks once their width is mapped (D-52). */
const marks = /[\p{M}\uff9e\uff9f]+/gu

/** One pass over the runs of marks: a pattern of 31 of them would look at each 31 times. */
function hasManyMarks(text: string): boolean {
  for (const [run] of text.matchAll(marks)) {
    if (run.length > mostMarks && Array.from(run).length > mostMarks) return true
  }
  return false
}
