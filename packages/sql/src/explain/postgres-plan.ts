/** What PostgreSQL did to answer a statement, as `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` tells it. */
export interface VisitedByPostgres {
  /** The rows that its scans gave, those that they threw away, and one for each scan that found nothing. */
  readonly rows: number
  /** The pages of tables and indexes that it looked into: they also count what a scan passes over without a word. */
  readonly buffers: number
  /** One line a step, without any value. */
  readonly steps: readonly string[]
}

/** Reads what EXPLAIN gave: the one value of its one row, parsed or not. */
export function visitedByPostgres(explained: unknown): VisitedByPostgres {
  // What FORMAT JSON makes of a plan.
  const [first] = (typeof explained === 'string' ? JSON.parse(explained) : explained) as readonly Explained[]
  if (!first) throw new Error('EXPLAIN gave no plan')
  const nodes = nodesOf(first.Plan, 0)
  return {
    rows: Math.round(nodes.reduce((sum, { node }) => sum + rowsOf(node), 0)),
    buffers: (first.Plan['Shared Hit Blocks'] ?? 0) + (first.Plan['Shared Read Blocks'] ?? 0),
    steps: nodes.map(({ node, depth }) => `${'  '.repeat(depth)}${stepOf(node)}`),
  }
}

interface Explained {
  readonly Plan: PlanNode
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Rows Removed by Join Filter'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly PlanNode[]
}

function nodesOf(node: PlanNode, depth: number): readonly { readonly node: PlanNode; readonly depth: number }[] {
  return [{ node, depth }, ...(node.Plans ?? []).flatMap((child) => nodesOf(child, depth + 1))]
}

/** The numbers of a step are those of one of its loops. */
function rowsOf(node: PlanNode): number {
  const loops = node['Actual Loops']
  const joined = (node['Rows Removed by Join Filter'] ?? 0) * loops
  if (!isScan(node)) return joined
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return joined + Math.max(node['Actual Rows'] + removed, 1) * loops
}

function isScan(node: PlanNode): boolean {
  return node['Relation Name'] !== undefined || node['Node Type'] === 'Bitmap Index Scan'
}

function stepOf(node: PlanNode): string {
  const { 'Relation Name': relation, 'Index Name': index } = node
  const place = [relation && ` of ${relation}`, index && ` by ${index}`].filter((part) => part !== undefined).join('')
  const visited = isScan(node) ? `: ${Math.round(rowsOf(node))} visited` : ''
  return `${node['Node Type']}${place}${visited}`
}
