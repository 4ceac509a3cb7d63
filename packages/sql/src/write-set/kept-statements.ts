import type { KeptAnswer } from '@rollcall/scim/storage'
import { sql } from '../sql-text.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Keeps answers under keys that must be free, or past their time. Before every other statement: a claim that is taken may be
 * taken by the same request, whose answer is kept.
 */
export function addKept(set: WriteSetDraft): void {
  const answers = [...set.staged.answers].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [key, answer] of answers) addAnswer(set, key, answer)
  if (answers.length > 0) addSweep(set, BigInt(answers.length) * sweptAtOnce)
}

function addAnswer(set: WriteSetDraft, key: string, { fingerprint, answer, until }: KeptAnswer): void {
  set.add(
    sql`INSERT INTO kept_answers (tenant_id, connection_id, answer_key, kept_until, fingerprint, answer)
      VALUES (${set.tenant}, ${set.connection}, ${key}, ${BigInt(until)}, ${fingerprint}, ${answer})
      ON CONFLICT (tenant_id, connection_id, answer_key) DO UPDATE
      SET kept_until = excluded.kept_until, fingerprint = excluded.fingerprint, answer = excluded.answer
      WHERE kept_answers.kept_until <= ${BigInt(set.now)}`,
    { expect: 1, miss: { kind: 'keyTaken', key } },
  )
}

/** More than comes in, so that what is past its time grows no heap; the tenant's, whichever connection kept it. */
const sweptAtOnce = 4n

function addSweep(set: WriteSetDraft, limit: bigint): void {
  set.add(sql`
    DELETE FROM kept_answers WHERE tenant_id = ${set.tenant} AND (connection_id, answer_key) IN (
      SELECT k.connection_id, k.answer_key FROM kept_answers k
      WHERE k.tenant_id = ${set.tenant} AND k.kept_until <= ${BigInt(set.now)}
      ORDER BY k.kept_until LIMIT ${limit}
    )`)
}
