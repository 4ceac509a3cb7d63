import { namesOf, nodesOfKind, partOf, partsOf, type SyntaxNode, textOf } from './syntax-tree.js'
import { findUnbound, firstValuesOf, parameterOf, tenantColumnOf } from './tenant-bindings.js'
import { tenantTables } from './tenant-tables.js'

/** A rule that lets one set of statements run where tables are spread by tenant over many nodes. */
export interface Rule {
  readonly name: string
  /** What breaks it in a statement; empty where nothing does. */
  find(statement: SyntaxNode): readonly string[]
}

/** The rules for every statement that is sent to PostgreSQL. */
export const statementRules: readonly Rule[] = [
  {
    name: 'each alias of a tenant’s table binds the tenant, or is joined on it',
    find: (statement) =>
      findUnbound(statement).map(({ alias, table }) => `'${alias}' of '${table}' does not bind its tenant`),
  },
  {
    name: 'an insert begins with the tenant',
    find: (statement) =>
      nodesOfKind(statement, 'InsertStmt')
        .filter((insert) => !beginsWithTenant(insert))
        .map((insert) => `the insert into '${tableOf(insert)}' does not begin with its tenant`),
  },
  {
    name: 'nobody updates the tenant',
    find: (statement) =>
      assignmentsIn(statement)
        .filter((one) => textOf(one, 'name') === 'tenant_id')
        .map(sayAssigned),
  },
  {
    name: 'no constraint is named',
    find: (statement) =>
      nodesOfKind(statement, 'infer').flatMap((infer) => {
        const name = textOf(infer, 'conname')
        return name === '' ? [] : [`ON CONFLICT names the constraint '${name}'`]
      }),
  },
  {
    name: 'many rows come in VALUES, not by unnest',
    find: (statement) => nodesOfKind(statement, 'InsertStmt').flatMap((insert) => callsOf(insert, ['unnest'])),
  },
  {
    name: 'SET calls no volatile function',
    find: (statement) =>
      assignmentsIn(statement)
        .flatMap((assignment) => nodesOfKind(assignment, 'FuncCall').map(calledName))
        .filter((name) => !stableFunctions.has(name))
        .map((name) => `SET calls '${name}'`),
  },
  { name: 'no MERGE', find: (statement) => nodesOfKind(statement, 'MergeStmt').map(() => 'it is a MERGE') },
  {
    name: 'no trigger, no serial',
    find: (statement) => [
      ...nodesOfKind(statement, 'CreateTrigStmt').map(() => 'it makes a trigger'),
      ...nodesOfKind(statement, 'typeName')
        .flatMap((type) => namesOf(type, 'names'))
        .filter((name) => /serial/.test(name))
        .map((name) => `a column is '${name}'`),
      ...nodesOfKind(statement, 'Constraint')
        .filter((constraint) => textOf(constraint, 'contype') === 'CONSTR_IDENTITY')
        .map(() => 'a column is an identity'),
      ...callsOf(statement, ['nextval']),
    ],
  },
  {
    name: 'no transaction is more than READ COMMITTED',
    find: (statement) =>
      nodesOfKind(statement, 'TransactionStmt', 'VariableSetStmt').flatMap((set) =>
        nodesOfKind(set, 'sval')
          .map((value) => textOf(value, 'sval'))
          .filter((value) => value === 'serializable')
          .map((value) => `a transaction is '${value}'`),
      ),
  },
  {
    name: 'no setting by set_config, and no plan is forced',
    find: (statement) => [
      ...callsOf(statement, ['set_config']),
      ...nodesOfKind(statement, 'VariableSetStmt')
        .map((set) => textOf(set, 'name'))
        .filter((name) => name === 'plan_cache_mode')
        .map((name) => `it sets '${name}'`),
    ],
  },
  {
    name: 'a limit is bound within a CAST',
    find: (statement) =>
      nodesOfKind(statement, 'SelectStmt')
        .filter((select) => partOf(select, 'limitCount')?.kind === 'ParamRef')
        .map(() => 'LIMIT is bare: SQLite prepares it anew for each value'),
  },
  {
    name: 'resources are not removed inside a WITH',
    find: (statement) =>
      nodesOfKind(statement, 'CommonTableExpr')
        .flatMap((part) => nodesOfKind(part, 'DeleteStmt'))
        .filter((removal) => tableOf(removal) === 'resources')
        .map(() => `a WITH deletes from 'resources'`),
  },
  {
    name: 'every key begins with the tenant',
    find: (statement) =>
      keysOf(statement)
        .filter(([first]) => first !== 'tenant_id')
        .map(sayKey),
  },
  {
    name: 'every foreign key includes the tenant, and sets nothing to null',
    find: (statement) =>
      nodesOfKind(statement, 'Constraint')
        .filter((constraint) => textOf(constraint, 'contype') === 'CONSTR_FOREIGN')
        .flatMap((key) => [
          ...(namesOf(key, 'fk_attrs')[0] === 'tenant_id' ? [] : ['a foreign key is without the tenant']),
          ...(textOf(key, 'fk_del_action') === 'n' ? ['a foreign key sets columns to null'] : []),
        ]),
  },
]

function beginsWithTenant(insert: SyntaxNode): boolean {
  if (!tenantTables.has(tableOf(insert))) return true
  const [first] = partsOf(insert, 'cols')
  const values = firstValuesOf(insert)
  return (
    textOf(first, 'name') === 'tenant_id' &&
    values.length > 0 &&
    values.every((value) => parameterOf(value).length > 0 || tenantColumnOf(value) !== undefined)
  )
}

function tableOf(statement: SyntaxNode): string {
  return textOf(partOf(statement, 'relation'), 'relname')
}

/** What UPDATE … SET and DO UPDATE SET assign. */
function assignmentsIn(statement: SyntaxNode): readonly SyntaxNode[] {
  return nodesOfKind(statement, 'UpdateStmt', 'onConflictClause').flatMap((update) => partsOf(update, 'targetList'))
}

function sayAssigned(assignment: SyntaxNode): string {
  return `SET assigns '${textOf(assignment, 'name')}'`
}

/** Those that give the same for the same within a statement; an unknown one is taken for volatile. */
const stableFunctions: ReadonlySet<string> = new Set(
  'now abs coalesce concat count length lower max min replace substr substring sum trim upper'.split(' '),
)

function calledName(call: SyntaxNode): string {
  return namesOf(call, 'funcname').at(-1) ?? ''
}

function callsOf(statement: SyntaxNode, names: readonly string[]): readonly string[] {
  return nodesOfKind(statement, 'FuncCall')
    .map(calledName)
    .filter((name) => names.includes(name))
    .map((name) => `it calls '${name}'`)
}

/** The columns of each primary key, unique constraint and unique index that a tenant's table is given. */
function keysOf(statement: SyntaxNode): readonly (readonly string[])[] {
  if (!tenantTables.has(tableOf(statement))) return []
  if (statement.kind === 'IndexStmt') {
    const columns = partsOf(statement, 'indexParams').map((column) => textOf(column, 'name'))
    return textOf(statement, 'unique') === 'true' ? [columns] : []
  }
  const isKey = (constraint: SyntaxNode) => /^CONSTR_(PRIMARY|UNIQUE)$/.test(textOf(constraint, 'contype'))
  const constraints = nodesOfKind(statement, 'Constraint').filter(isKey)
  const ofColumns = nodesOfKind(statement, 'ColumnDef').flatMap((column) =>
    nodesOfKind(column, 'Constraint')
      .filter(isKey)
      .map(() => [textOf(column, 'colname')]),
  )
  return [
    ...constraints.map((constraint) => namesOf(constraint, 'keys')).filter((columns) => columns.length > 0),
    ...ofColumns,
  ]
}

function sayKey(columns: readonly string[]): string {
  return `a key is (${columns.join(', ')})`
}
