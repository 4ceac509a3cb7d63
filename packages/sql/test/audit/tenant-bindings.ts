import { childrenOf, nodesOfKind, partOf, partsOf, type SyntaxNode, textOf } from './syntax-tree.js'
import { tenantTables } from './tenant-tables.js'

/** An alias of a tenant's table that neither carries the tenant nor is joined on it. */
export interface Unbound {
  readonly alias: string
  readonly table: string
}

/** Those of a statement, in every query inside it: each EXISTS, each arm of a UNION, both arms of a recursion. */
export function findUnbound(statement: SyntaxNode, outer?: Scope): readonly Unbound[] {
  const scope = scopeOf(statement, outer)
  const own = [...scope.tables].flatMap(([alias, table]) => (scope.bound.has(alias) ? [] : [{ alias, table }]))
  return [...own, ...queriesIn(statement).flatMap((query) => findUnbound(query, scope))]
}

/** The numbers of the parameters that a statement compares with a tenant, or inserts as one. */
export function tenantParametersOf(statement: SyntaxNode): readonly number[] {
  const compared = nodesOfKind(statement, 'A_Expr').flatMap((expression) => {
    const sides = sidesOfEquality(expression)
    return sides.some((side) => tenantColumnOf(side) !== undefined) ? sides.flatMap(parameterOf) : []
  })
  const inserted = nodesOfKind(statement, 'InsertStmt').flatMap(firstValuesOf).flatMap(parameterOf)
  return [...new Set([...compared, ...inserted])]
}

/** What an INSERT puts into its first column, in each of its rows; none where its table is no tenant's. */
export function firstValuesOf(insert: SyntaxNode): readonly SyntaxNode[] {
  if (!tenantTables.has(textOf(partOf(insert, 'relation'), 'relname'))) return []
  const source = partOf(insert, 'selectStmt')
  const rows = partsOf(source, 'valuesLists').map((row) => partsOf(row, 'items')[0])
  const [selected] = partsOf(source, 'targetList')
  return [...rows, partOf(selected, 'val')].filter((value) => value !== undefined)
}

interface Scope {
  /** The tenants' tables of one query, by alias. */
  readonly tables: ReadonlyMap<string, string>
  readonly bound: ReadonlySet<string>
  readonly outer: Scope | undefined
}

function scopeOf(query: SyntaxNode, outer: Scope | undefined): Scope {
  const items = fromItemsOf(query)
  const tables = new Map(items.flatMap(tablesIn))
  const conditions = [
    { parts: conjunctsOf(partOf(query, 'whereClause')), binds: tables },
    ...items.flatMap(joinConditionsIn),
  ]
  const bound = new Set<string>()
  for (let before = -1; before < bound.size; ) {
    before = bound.size
    for (const { parts, binds } of conditions) {
      for (const alias of parts.flatMap((part) => boundBy(part, { tables, bound, outer }))) {
        if (binds.has(alias)) bound.add(alias)
      }
    }
  }
  return { tables, bound, outer }
}

function fromItemsOf(query: SyntaxNode): readonly SyntaxNode[] {
  const target = partOf(query, 'relation')
  const isTarget = query.kind === 'UpdateStmt' || query.kind === 'DeleteStmt'
  return [
    ...(isTarget && target ? [target] : []),
    ...(query.kind === 'InsertStmt' ? [] : [...partsOf(query, 'fromClause'), ...partsOf(query, 'usingClause')]),
  ]
}

function tablesIn(item: SyntaxNode): readonly (readonly [string, string])[] {
  if (item.kind === 'JoinExpr') return joined(item).flatMap(tablesIn)
  const table = textOf(item, 'relname')
  if (item.kind !== 'RangeVar' || !tenantTables.has(table)) return []
  return [[textOf(partOf(item, 'alias'), 'aliasname') || table, table]]
}

function joined(join: SyntaxNode): readonly SyntaxNode[] {
  return [partOf(join, 'larg'), partOf(join, 'rarg')].filter((side) => side !== undefined)
}

interface JoinCondition {
  readonly parts: readonly SyntaxNode[]
  /** The aliases of which it decides which rows are seen: of an outer join, those of the side that may be missing. */
  readonly binds: ReadonlyMap<string, string>
}

function joinConditionsIn(item: SyntaxNode): readonly JoinCondition[] {
  if (item.kind !== 'JoinExpr') return []
  const [left, right] = [partOf(item, 'larg'), partOf(item, 'rarg')]
  const sides: Readonly<Record<string, readonly (SyntaxNode | undefined)[]>> = {
    JOIN_INNER: [left, right],
    JOIN_LEFT: [right],
    JOIN_RIGHT: [left],
  }
  const filtered = (sides[textOf(item, 'jointype')] ?? []).filter((side) => side !== undefined)
  const own = { parts: conjunctsOf(partOf(item, 'quals')), binds: new Map(filtered.flatMap(tablesIn)) }
  return [own, ...joined(item).flatMap(joinConditionsIn)]
}

function conjunctsOf(condition: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (!condition) return []
  const isAnd = condition.kind === 'BoolExpr' && textOf(condition, 'boolop') === 'AND_EXPR'
  return isAnd ? partsOf(condition, 'args').flatMap(conjunctsOf) : [condition]
}

/** The aliases that a condition binds: to a parameter, or to what is bound already. */
function boundBy(condition: SyntaxNode, scope: Scope): readonly string[] {
  const [left, right] = sidesOfEquality(condition)
  if (!left || !right) return []
  return [
    [left, right],
    [right, left],
  ].flatMap(([column, value]) => {
    const alias = column && resolve(tenantColumnOf(column), scope)
    const isBound = value && (parameterOf(value).length > 0 || isBoundColumn(tenantColumnOf(value), scope))
    return alias !== undefined && isBound ? [alias] : []
  })
}

/** Both sides of an equality; none of anything else. */
function sidesOfEquality(expression: SyntaxNode): readonly SyntaxNode[] {
  const [operator] = partsOf(expression, 'name')
  if (expression.kind !== 'A_Expr' || textOf(expression, 'kind') !== 'AEXPR_OP') return []
  if (textOf(operator, 'sval') !== '=') return []
  return [partOf(expression, 'lexpr'), partOf(expression, 'rexpr')].filter((side) => side !== undefined)
}

/** The alias in `alias.tenant_id`, empty without one, or undefined for any other expression. */
export function tenantColumnOf(expression: SyntaxNode): string | undefined {
  if (expression.kind !== 'ColumnRef') return undefined
  const names = partsOf(expression, 'fields').map((field) => textOf(field, 'sval'))
  return names.at(-1) === 'tenant_id' ? (names.at(-2) ?? '') : undefined
}

/** A column without an alias belongs to the one table of its query. */
function resolve(alias: string | undefined, { tables }: Scope): string | undefined {
  if (alias !== '') return alias
  const [only, another] = tables.keys()
  return another === undefined ? only : undefined
}

function isBoundColumn(alias: string | undefined, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at && alias !== undefined; at = at.outer) {
    const found = resolve(alias, at)
    if (found !== undefined && at.tables.has(found)) return at.bound.has(found)
  }
  return false
}

/** The number of a parameter, also where it is cast. */
export function parameterOf(expression: SyntaxNode): readonly number[] {
  if (expression.kind === 'ParamRef') return [Number(textOf(expression, 'number'))]
  const cast = expression.kind === 'TypeCast' ? partOf(expression, 'arg') : undefined
  return cast ? parameterOf(cast) : []
}

const queryKinds: ReadonlySet<string> = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt'])

/** The nearest queries inside a node. */
function queriesIn(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).flatMap((child) => (queryKinds.has(child.kind) ? [child] : queriesIn(child)))
}
