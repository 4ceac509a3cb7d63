import type { AppDatabase, AppRow, AppStatement } from '@rollcall/server'

/** A todo as it is kept. */
export interface StoredTodo {
  readonly id: string
  readonly task: string
  /** `YYYY-MM-DD` */
  readonly due: string | undefined
  /** Milliseconds since 1970, as is `completed`. */
  readonly created: number
  readonly completed: number | undefined
  /** A person's id; whether the directory still knows it is not looked at here. */
  readonly owner: string | undefined
  readonly assignedBy: string | undefined
}

/** What a change may set: a member that is absent stays as it is, null takes the value away. */
export interface StoredTodoChange {
  readonly task?: string
  readonly due?: string | null
  /** The time is kept when the todo is completed already. */
  readonly completed?: number | null
  readonly owner?: { readonly id: string | null; readonly assignedBy: string | null }
}

/** One organisation's todos: nothing on it can reach another's. */
export interface TodoTable {
  find(id: string): Promise<StoredTodo | undefined>
  /** In the order of a page: open ones by due date, then by age; behind them the done ones, latest first. */
  ownedBy(user: string): Promise<readonly StoredTodo[]>
  all(): Promise<readonly StoredTodo[]>
  /** How many open todos each person has. */
  openByOwner(): Promise<ReadonlyMap<string, number>>
  add(todos: readonly StoredTodo[]): Promise<void>
  /** False when the todo is gone or has another owner by now: nothing was changed then. */
  change(seen: StoredTodo, change: StoredTodoChange): Promise<boolean>
  /** False when the todo is gone or has another owner by now. */
  remove(seen: StoredTodo): Promise<boolean>
}

export function createTodoTable(database: AppDatabase, tenant: string): TodoTable {
  const select = async (condition: string, ...parameters: readonly string[]) => {
    const sql = `SELECT ${columns} FROM todos WHERE tenant_id = ?${condition} ORDER BY ${order}`
    return (await database.read({ sql, parameters: [tenant, ...parameters] })).map(readTodo)
  }
  const writeOne = async (statement: AppStatement) => {
    const [count] = await database.write([statement])
    return count === 1
  }
  return {
    // What no todo is called is not looked up: a database may refuse it.
    find: async (id) => (isTodoId(id) ? (await select(' AND id = ?', id))[0] : undefined),
    ownedBy: (user) => select(' AND owner_id = ?', user),
    all: () => select(''),
    async openByOwner() {
      const sql = `SELECT owner_id, COUNT(*) AS open FROM todos
        WHERE tenant_id = ? AND owner_id IS NOT NULL AND completed IS NULL GROUP BY owner_id`
      const rows = await database.read({ sql, parameters: [tenant] })
      return new Map(rows.map((row) => [text(row, 'owner_id') ?? '', integer(row, 'open') ?? 0]))
    },
    async add(todos) {
      await database.write(todos.map((todo) => insertStatement(tenant, todo)))
    },
    change: async (seen, change) => writeOne(updateStatement(tenant, seen, change)),
    remove: async (seen) => {
      const { sql, parameters } = theSame(tenant, seen)
      return writeOne({ sql: `DELETE FROM todos WHERE ${sql}`, parameters })
    },
  }
}

function isTodoId(id: string): boolean {
  return /^[\w-]{1,100}$/.test(id)
}

const columns = 'id, task, due, created, completed, owner_id, assigned_by'

const order = `CASE WHEN completed IS NULL THEN 0 ELSE 1 END, completed DESC,
  CASE WHEN due IS NULL THEN 1 ELSE 0 END, due, created, id`

/** As a statement, so that it can be part of a larger write. */
export function insertStatement(tenant: string, todo: StoredTodo): AppStatement {
  const { id, task, due, created, completed, owner, assignedBy } = todo
  return {
    sql: `INSERT INTO todos (tenant_id, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    parameters: [
      tenant,
      id,
      task,
      due ?? null,
      BigInt(created),
      completed === undefined ? null : BigInt(completed),
      owner ?? null,
      assignedBy ?? null,
    ],
  }
}

type Bound = string | bigint | null

function updateStatement(tenant: string, seen: StoredTodo, change: StoredTodoChange): AppStatement {
  const sets: [sql: string, value: Bound][] = []
  if (change.task !== undefined) sets.push(['task = ?', change.task])
  if (change.due !== undefined) sets.push(['due = ?', change.due])
  if (change.completed === null) sets.push(['completed = ?', null])
  else if (change.completed !== undefined) sets.push(['completed = COALESCE(completed, ?)', BigInt(change.completed)])
  if (change.owner) sets.push(['owner_id = ?', change.owner.id], ['assigned_by = ?', change.owner.assignedBy])
  const condition = theSame(tenant, seen)
  return {
    sql: `UPDATE todos SET ${['id = id', ...sets.map(([sql]) => sql)].join(', ')} WHERE ${condition.sql}`,
    parameters: [...sets.map(([, value]) => value), ...condition.parameters],
  }
}

/** What a person may do with a todo depends on its owner: the write holds only while the owner is the one that was seen. */
function theSame(
  tenant: string,
  { id, owner }: StoredTodo,
): { readonly sql: string; readonly parameters: readonly Bound[] } {
  return owner === undefined
    ? { sql: 'tenant_id = ? AND id = ? AND owner_id IS NULL', parameters: [tenant, id] }
    : { sql: 'tenant_id = ? AND id = ? AND owner_id = ?', parameters: [tenant, id, owner] }
}

function readTodo(row: AppRow): StoredTodo {
  return {
    id: text(row, 'id') ?? '',
    task: text(row, 'task') ?? '',
    due: text(row, 'due'),
    created: integer(row, 'created') ?? 0,
    completed: integer(row, 'completed'),
    owner: text(row, 'owner_id'),
    assignedBy: text(row, 'assigned_by'),
  }
}

function text(row: AppRow, column: string): string | undefined {
  const value = row[column]
  return typeof value === 'string' ? value : undefined
}

function integer(row: AppRow, column: string): number | undefined {
  const value = row[column]
  return typeof value === 'bigint' ? Number(value) : undefined
}
