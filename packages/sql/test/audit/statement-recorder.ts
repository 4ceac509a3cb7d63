import pg from 'pg'
import { type AuditedText, auditTenants, auditText, type Fault } from './audit-statement.js'
import { mayFanOut } from './statements-of-all-tenants.js'

/** What was sent to PostgreSQL, and what is wrong with it. */
export interface StatementRecorder {
  /** How many different statements were sent. */
  count(): number
  /** Each fault once, with the first statement that has it. */
  faults(): readonly (Fault & { readonly sql: string })[]
  stop(): void
}

/** Stands in the text of what a test asks by itself, from outside of any tenant: it is not audited. */
export const testsOwn = '/* a test asks */'

/**
 * Reads every statement that this process sends to PostgreSQL from now on, by whatever connection, as the driver is given it:
 * what is sent is looked at, whoever made it. A text is parsed once.
 */
export function recordStatements(isExempt = (sql: string) => sql.includes(testsOwn)): StatementRecorder {
  const texts = new Map<string, AuditedText>()
  const faults = new Map<string, Fault & { readonly sql: string }>()

  const stop = onEachStatement((sql, parameters) => {
    if (isExempt(sql) || mayFanOut(sql)) return
    const audited = texts.get(sql) ?? auditText(sql)
    const isNew = !texts.has(sql)
    texts.set(sql, audited)
    for (const fault of [...(isNew ? audited.faults : []), ...auditTenants(audited, parameters, undefined)]) {
      const key = `${fault.rule}\n${sql}`
      if (!faults.has(key)) faults.set(key, { ...fault, sql })
    }
  })
  return { count: () => texts.size, faults: () => [...faults.values()], stop }
}

/** Calls back before each query of every client of this process; the query itself goes its way. */
export function onEachStatement(see: (sql: string, parameters: readonly unknown[]) => void): () => void {
  const prototype: { query: (...given: unknown[]) => unknown } = pg.Client.prototype as never
  const send = prototype.query
  prototype.query = function query(this: unknown, ...given: unknown[]): unknown {
    const [asked, values] = given
    const { text, values: inside } = typeof asked === 'string' ? { text: asked, values } : (asked as Asked)
    see(text, (Array.isArray(inside) ? inside : Array.isArray(values) ? values : []) as readonly unknown[])
    return send.apply(this, given)
  }
  return () => {
    prototype.query = send
  }
}

/** A query as an object: its text, and what it binds. */
interface Asked {
  readonly text: string
  readonly values?: unknown
}
