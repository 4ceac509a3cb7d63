/** With a capital first letter, as a sentence starts. */
export function capitalised(text: string): string {
  const [first = '', ...rest] = text
  return first.toLocaleUpperCase('en-GB') + rest.join('')
}
