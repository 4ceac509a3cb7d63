import type { Statement } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { movesDocument } from '../storage/staged.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Reads a row where a write set was applied: one of its change records, else one of the answers that it keeps. A set that
 * changes nothing but links which may be there already has a record only where it changed some: to apply it once more does no
 * harm. Undefined for one that only counts.
 */
export function proofOf(set: WriteSetDraft): Statement | undefined {
  const { tenant, connection, writeSet, staged } = set
  const [answer] = staged.answers
  const isRecorded = set.resources.some(
    (each) => movesDocument(each) || (each.links.size > 0 && !staged.scanned.has(each.id)),
  )
  if (!isRecorded && answer) {
    const [key, { fingerprint, until }] = answer
    return sql`SELECT k.answer_key FROM kept_answers k WHERE k.tenant_id = ${tenant} AND k.connection_id = ${connection}
      AND k.answer_key = ${key} AND k.fingerprint = ${fingerprint} AND k.kept_until = ${BigInt(until)}`
  }
  if (!isRecorded && staged.counts.size > 0) return undefined
  return sql`SELECT c.n FROM change_records c WHERE c.tenant_id = ${tenant} AND c.write_set_id = ${writeSet} LIMIT 1`
}
