import { parseAst } from 'vitest/node'

/** What the checks want to know about one source file. */
export interface SourceFacts {
  readonly imports: readonly SourceImport[]
  /** Lines that read `process.env`. */
  readonly environmentReads: readonly number[]
}

export interface SourceImport {
  readonly specifier: string
  readonly line: number
  readonly typeOnly: boolean
}

/**
 * Reads the imports of a TypeScript or JavaScript file from its syntax tree, so that comments and strings cannot mislead a check:
 * static, dynamic, re-exporting, and `import('…')` in types. TypeScript 7 has no stable compiler API; the parser is the one in vitest.
 *
 * @throws when the file has a syntax error.
 */
export function readSource(text: string, fileName: string): SourceFacts {
  const imports: SourceImport[] = []
  const environmentReads: number[] = []
  for (const node of nodesOf(parseAst(text, { lang: languageOf(fileName) }, fileName))) {
    const line = lineOf(text, node)
    const specifier = specifierOf(node)
    if (specifier !== undefined) imports.push({ specifier, line, typeOnly: isTypeOnly(node) })
    if (readsEnvironment(node)) environmentReads.push(line)
  }
  return { imports, environmentReads }
}

export type SyntaxNode = Readonly<Record<string, unknown>> & { readonly type: string }

/** Every node below and with `root`, in the order of the text. */
export function* nodesOf(root: unknown): Iterable<SyntaxNode> {
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    if (isSyntaxNode(next)) yield next
    waiting.push(...Object.values(next).reverse())
  }
}

function isSyntaxNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string' && 'start' in value
}

function languageOf(fileName: string): 'ts' | 'tsx' | 'js' {
  if (fileName.endsWith('.tsx')) return 'tsx'
  return fileName.endsWith('.ts') ? 'ts' : 'js'
}

function lineOf(text: string, node: SyntaxNode): number {
  return text.slice(0, Number(node.start)).split('\n').length
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function specifierOf(node: SyntaxNode): string | undefined {
  if (!importing.has(node.type)) return undefined
  const source = node.source
  if (typeof source !== 'object' || source === null || !('value' in source)) return undefined
  return typeof source.value === 'string' ? source.value : undefined
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : []
  return specifiers.length > 0 && specifiers.every(isTypeOnly)
}

/** `process.env`, `const { env } = process`, `import { env } from 'node:process'`. */
function readsEnvironment(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return (
        isIdentifier(node.object, 'process') && (isIdentifier(node.property, 'env') || hasValue(node.property, 'env'))
      )
    case 'VariableDeclarator':
      return isIdentifier(node.init, 'process')
    case 'ImportDeclaration':
      return hasValue(node.source, 'node:process') || hasValue(node.source, 'process')
    default:
      return false
  }
}

function isIdentifier(node: unknown, name: string): boolean {
  return typeof node === 'object' && node !== null && 'name' in node && node.name === name
}

function hasValue(node: unknown, value: string): boolean {
  return typeof node === 'object' && node !== null && 'value' in node && node.value === value
}
