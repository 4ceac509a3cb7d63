import type { Statement } from '@rollcall/sql'
import { statementRules } from './statement-rules.js'
import { parseStatements, type SyntaxNode } from './syntax-tree.js'
import { tenantParametersOf } from './tenant-bindings.js'

/** A rule that a statement breaks, and how. */
export interface Fault {
  readonly rule: string
  readonly fault: string
}

/** What a statement's text says, found once however often it is sent. */
export interface AuditedText {
  readonly faults: readonly Fault[]
  /** The numbers of the parameters that must be the tenant. */
  readonly tenantParameters: readonly number[]
}

/** Looks at a statement's text by every rule. */
export function auditText(sql: string): AuditedText {
  const statements = parseStatements(sql)
  return {
    faults: [...oneStatementOnly(statements), ...statements.flatMap(faultsOf)],
    tenantParameters: statements.flatMap(tenantParametersOf),
  }
}

/** What is wrong with a statement, with what it binds: all of one tenant, and of this one where it is known. */
export function auditStatement({ sql, parameters }: Statement, tenant?: string): readonly Fault[] {
  const audited = auditText(sql)
  return [...audited.faults, ...auditTenants(audited, parameters, tenant)]
}

/** Whether what is bound at each tenant's place is one tenant. */
export function auditTenants(
  { tenantParameters }: AuditedText,
  parameters: readonly unknown[],
  tenant: string | undefined,
): readonly Fault[] {
  const bound = new Set(tenantParameters.map((number) => parameters[number - 1]))
  const [first] = bound
  const others = [...bound].filter((value) => value !== (tenant ?? first))
  return others.map((value) => ({ rule: oneTenant, fault: `'${String(value)}' is bound where the tenant belongs` }))
}

/** The name of the rule about what is bound. */
export const oneTenant = 'every tenant that is bound is the one tenant'

/** The name of the rule about how many statements are sent together. */
export const oneStatement = 'one statement a call'

function oneStatementOnly(statements: readonly SyntaxNode[]): readonly Fault[] {
  return statements.length === 1
    ? []
    : [{ rule: oneStatement, fault: `${statements.length} statements are sent together` }]
}

function faultsOf(statement: SyntaxNode): readonly Fault[] {
  return statementRules.flatMap(({ name, find }) => find(statement).map((fault) => ({ rule: name, fault })))
}
