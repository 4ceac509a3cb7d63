import type { Applied, Statement } from '../sql-database.js'
import { failureOf } from './failure-message.js'
import { isReferenceBroken, type SqliteConnection } from './sqlite-connection.js'
import type { WriteAnswer, WriteMessage, WriteOutcome } from './write-message.js'

/**
 * Applies writes that arrived together in one transaction, hence with one sync: each in its savepoint, so that one that
 * fails leaves no trace and does not disturb the others. What is answered is committed.
 */
export function applyWrites(connection: SqliteConnection, writes: readonly WriteMessage[]): readonly WriteAnswer[] {
  try {
    connection.exec('BEGIN IMMEDIATE')
    const answers = writes.map((write) => ({ id: write.id, ...applyInSavepoint(connection, write) }))
    connection.exec('COMMIT')
    return answers
  } catch (error) {
    // Where even this fails, the thread answers so, and the next BEGIN finds what is left of it.
    if (connection.inTransaction()) connection.exec('ROLLBACK')
    return writes.map(({ id }) => ({ id, ...outcomeOf(error) }))
  }
}

function applyInSavepoint(connection: SqliteConnection, write: WriteMessage): WriteOutcome {
  connection.exec('SAVEPOINT one_write')
  const outcome = applyStatements(connection, write.statements)
  if (outcome.kind !== 'applied') connection.exec('ROLLBACK TO one_write')
  connection.exec('RELEASE one_write')
  return outcome
}

function applyStatements(connection: SqliteConnection, statements: readonly Statement[]): WriteOutcome {
  const results: Applied[] = []
  for (const [index, statement] of statements.entries()) {
    if (!isDue(statement, results)) {
      results.push({ count: 0, rows: [] })
      continue
    }
    try {
      const applied = connection.apply(statement)
      if (statement.expect !== undefined && applied.count !== statement.expect) {
        return { kind: 'unexpectedCount', index, count: applied.count }
      }
      results.push(applied)
    } catch (error) {
      // Where the error has ended the transaction by itself, everything in it is lost: all of its writes have failed.
      if (!connection.inTransaction()) throw error
      return outcomeOf(error)
    }
  }
  return { kind: 'applied', results }
}

function isDue({ onlyIf }: Statement, results: readonly Applied[]): boolean {
  return onlyIf === undefined || onlyIf.some((index) => (results[index]?.count ?? 0) > 0)
}

function outcomeOf(error: unknown): WriteOutcome {
  if (isReferenceBroken(error)) return { kind: 'referenceBroken' }
  return failureOf(error)
}
