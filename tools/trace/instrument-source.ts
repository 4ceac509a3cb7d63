import { parseAst } from 'vitest/node'
import { nodesOf, type SyntaxNode } from '../read-source.js'

/** The global function that instrumented code calls at the start of each named function. */
export const enteredName = '__rollcallEntered'

/**
 * Makes each named function of a built module tell when it is entered. Anonymous callbacks are left alone: they belong to the
 * function that they are written in.
 *
 * @param sourceFile the file to name: the TypeScript that the module was built from
 */
export function instrumentSource(text: string, sourceFile: string): string {
  const program = parseAst(text, { lang: 'js' }, sourceFile)
  const exported = exportedNamesOf(program)
  const insertions = [...namedFunctionsOf(program)].flatMap(({ name, isTopLevel, body }) => {
    const isExported = isTopLevel && exported.has(name)
    return insertionsInto(body, `${enteredName}(${JSON.stringify(sourceFile)},${JSON.stringify(name)},${isExported})`)
  })
  return insert(text, insertions)
}

interface NamedFunction {
  readonly name: string
  readonly isTopLevel: boolean
  readonly body: SyntaxNode
}

function* namedFunctionsOf(program: { readonly body: readonly unknown[] }): Iterable<NamedFunction> {
  for (const statement of program.body) {
    const outer = declarationOf(statement)
    for (const node of nodesOf(statement)) {
      const found = functionNamedBy(node)
      if (found === undefined) continue
      const isTopLevel = node === outer || (node.type === 'VariableDeclarator' && isDeclaredBy(outer, node))
      yield { ...found, isTopLevel }
    }
  }
}

/** `export function f` is a declaration in a statement. */
function declarationOf(statement: unknown): unknown {
  const declaration = memberOf(statement, 'declaration')
  return declaration ?? statement
}

function isDeclaredBy(declaration: unknown, declarator: unknown): boolean {
  const declarators = memberOf(declaration, 'declarations')
  return Array.isArray(declarators) && declarators.includes(declarator)
}

/** `function f() {}`, `const f = () => …`, `f() {}` and `f: () => …` in an object or a class. */
function functionNamedBy(node: SyntaxNode): Omit<NamedFunction, 'isTopLevel'> | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return functionCalled(node.id, node)
    case 'VariableDeclarator':
      return functionCalled(node.id, node.init)
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return functionCalled(node.key, node.value)
    default:
      return undefined
  }
}

function functionCalled(id: unknown, value: unknown): Omit<NamedFunction, 'isTopLevel'> | undefined {
  const name = memberOf(id, 'name')
  const type = memberOf(value, 'type')
  const isFunction = typeof type === 'string' && /Function(Expression|Declaration)$/.test(type)
  const body = memberOf(value, 'body')
  return typeof name === 'string' && isFunction && body ? { name, body: body as SyntaxNode } : undefined
}

function exportedNamesOf(program: { readonly body: readonly unknown[] }): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of program.body) {
    if (memberOf(statement, 'type') !== 'ExportNamedDeclaration') continue
    const declaration = memberOf(statement, 'declaration')
    const declarators = memberOf(declaration, 'declarations')
    for (const declared of Array.isArray(declarators) ? declarators : [declaration])
      addName(names, memberOf(declared, 'id'))
    const specifiers = memberOf(statement, 'specifiers')
    for (const specifier of Array.isArray(specifiers) ? specifiers : []) addName(names, memberOf(specifier, 'local'))
  }
  return names
}

function addName(names: Set<string>, id: unknown): void {
  const name = memberOf(id, 'name')
  if (typeof name === 'string') names.add(name)
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

interface Insertion {
  readonly at: number
  readonly text: string
}

function insertionsInto(body: SyntaxNode, call: string): readonly Insertion[] {
  const start = Number(body.start)
  if (body.type === 'BlockStatement') return [{ at: start + 1, text: `${call};` }]
  return [
    { at: start, text: `(${call},` },
    { at: Number(body.end), text: ')' },
  ]
}

function insert(text: string, insertions: readonly Insertion[]): string {
  const fromTheEnd = [...insertions].sort((a, b) => b.at - a.at)
  return fromTheEnd.reduce((so, { at, text }) => so.slice(0, at) + text + so.slice(at), text)
}
