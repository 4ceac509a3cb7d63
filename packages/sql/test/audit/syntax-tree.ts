import { loadModule, parseSync } from 'libpg-query'

/** A node of PostgreSQL's own syntax tree, with the name that its grammar gives it: `SelectStmt`, `ColumnRef`, … */
export interface SyntaxNode {
  readonly kind: string
  readonly fields: Readonly<Record<string, Field>>
}

type Field = string | number | boolean | SyntaxNode | readonly SyntaxNode[]

await loadModule()

/** The statements of a text. Throws what PostgreSQL's grammar refuses. */
export function parseStatements(sql: string): readonly SyntaxNode[] {
  const { stmts = [] }: { readonly stmts?: readonly { readonly stmt?: unknown }[] } = parseSync(numbered(sql))
  return stmts.map(({ stmt }) => nodeOf(stmt as JsonNode, ''))
}

/** Placeholders as PostgreSQL writes them. No literal of ours contains a `?`. */
export function numbered(sql: string): string {
  let count = 0
  return sql.replace(/\?/g, () => `$${++count}`)
}

type JsonNode = { readonly [name: string]: Json }
type Json = string | number | boolean | JsonNode | readonly JsonNode[]

/** What the grammar says of a place is left out of the tree there. */
const kindsByPlace: ReadonlyMap<string, string> = new Map([
  ['relation', 'RangeVar'],
  ['larg', 'SelectStmt'],
  ['rarg', 'SelectStmt'],
])

function nodeOf(json: JsonNode, place: string): SyntaxNode {
  const [[name, inner] = ['', ''], ...others] = Object.entries(json)
  if (others.length === 0 && /^[A-Z]/.test(name) && isNode(inner)) return { kind: name, fields: fieldsOf(inner) }
  return { kind: kindsByPlace.get(place) ?? place, fields: fieldsOf(json) }
}

function fieldsOf(json: JsonNode): SyntaxNode['fields'] {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fieldOf(value, name)]))
}

function fieldOf(value: Json, name: string): Field {
  if (isList(value)) return value.map((item) => nodeOf(item, name))
  return isNode(value) ? nodeOf(value, name) : value
}

function isList(value: Json): value is readonly JsonNode[] {
  return Array.isArray(value)
}

function isNode(value: Json): value is JsonNode {
  return typeof value === 'object' && !isList(value)
}

/** One node that hangs on another, or undefined. */
export function partOf(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  const field = node?.fields[name]
  return typeof field === 'object' && 'kind' in field ? field : undefined
}

/** The list that hangs on a node; empty where there is none. */
export function partsOf(node: SyntaxNode | undefined, name: string): readonly SyntaxNode[] {
  const field = node?.fields[name]
  return typeof field === 'object' && !('kind' in field) ? field : []
}

/** The text of a field; empty where there is none. */
export function textOf(node: SyntaxNode | undefined, name: string): string {
  const field = node?.fields[name]
  return field === undefined || typeof field === 'object' ? '' : String(field)
}

/** The texts of a list of names. */
export function namesOf(node: SyntaxNode | undefined, name: string): readonly string[] {
  return partsOf(node, name).map((part) => textOf(part, 'sval'))
}

/** What hangs on a node directly. */
export function childrenOf({ fields }: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (const name in fields) {
    const field = fields[name]
    if (typeof field !== 'object') continue
    if ('kind' in field) children.push(field)
    else children.push(...field)
  }
  return children
}

/** A node and all below it of some kinds. */
export function nodesOfKind(node: SyntaxNode, ...kinds: readonly string[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  const rest = [node]
  for (let next = rest.pop(); next; next = rest.pop()) {
    if (kinds.includes(next.kind)) found.push(next)
    rest.push(...childrenOf(next))
  }
  return found
}
