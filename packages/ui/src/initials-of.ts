/** The first letters of a name's first and last word: "TJ" for "Trinity JustTrinity", "S" for "Somnus". */
export function initialsOf(displayName: string): string {
  const words = displayName.split(/\s+/).filter((word) => word !== '')
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]]
  return ends.map((word) => firstLetterOf(word ?? '')).join('')
}

function firstLetterOf(word: string): string {
  const [letter = ''] = word
  return letter.toLocaleUpperCase()
}
