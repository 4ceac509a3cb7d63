const plural = new Intl.PluralRules('en')

/** "1 todo", "23 todos", "1,204 todos". */
export function count(amount: number, one: string, other: string): string {
  return `${amount.toLocaleString('en-GB')} ${plural.select(amount) === 'one' ? one : other}`
}
