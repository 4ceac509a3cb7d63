import type { ExplainedStatement, Explanation, TypeExplanation } from '@rollcall/sql'

/** An explanation for people. Nobody's name is in it: values are only bound. */
export function printExplanation(explanation: Explanation, tenant: string): string {
  const { types, statements, found, total, runsApart } = explanation
  const answered = total === undefined ? `${found} resources` : `${found} of ${total} resources`
  const where = runsApart ? 'apart from what answers other requests' : 'where requests are answered'
  return [
    ...types.flatMap((type) => typeLines(type, tenant)),
    `Found: ${answered}, read ${where}.`,
    ...statements.flatMap((statement, index) => ['', ...statementLines(statement, index + 1)]),
    '',
  ].join('\n')
}

function typeLines(
  { type, beginsWith, decided, rechecked, order, notIndexed }: TypeExplanation,
  tenant: string,
): readonly string[] {
  const names = notIndexed.join(' ')
  return [
    `${type} begins with: ${beginsWith}`,
    ...(decided.length > 0 ? [`  decided by SQL: ${decided.join(' and ')}`] : []),
    ...(rechecked.length > 0 ? [`  rechecked on documents: ${rechecked.join(' and ')}`] : []),
    ...(order === 'documents' ? ['  put in order by reading every match'] : []),
    ...(names === '' ? [] : [`  not indexed: what does is 'rollcall index add ${tenant} ${type} ${names}'`]),
  ]
}

function statementLines({ sql, plan, rowsVisited }: ExplainedStatement, number: number): readonly string[] {
  const visited = rowsVisited === undefined ? '' : `, ${rowsVisited} rows visited`
  return [`Statement ${number}${visited}`, `  ${sql.trim().replace(/\s+/g, ' ')}`, ...plan.map((step) => `    ${step}`)]
}
