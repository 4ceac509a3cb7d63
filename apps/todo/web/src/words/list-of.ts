const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** "Todo-er, Todo Auditor and Manager", or with "or". */
export function listOf(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return (joint === 'and' ? and : or).format(words)
}
