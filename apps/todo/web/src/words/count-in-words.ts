const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "one" to "ten", then figures: for the running text of a sentence. */
export function countInWords(amount: number): string {
  return small[amount] ?? amount.toLocaleString('en-GB')
}
