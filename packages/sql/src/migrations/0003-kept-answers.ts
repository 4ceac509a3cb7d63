import type { Dialect } from './dialect.js'

/** The answers that are given again where a request comes again under its `Idempotency-Key`. */
export function keptAnswers({ text, integer, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE kept_answers (
      tenant_id ${text} NOT NULL,
      connection_id ${text} NOT NULL,
      answer_key ${text} NOT NULL,
      kept_until ${integer} NOT NULL,
      fingerprint ${text} NOT NULL,
      answer ${text} NOT NULL,
      PRIMARY KEY (tenant_id, connection_id, answer_key)
    )${clustered}`,
    'CREATE INDEX kept_answers_by_time ON kept_answers (tenant_id, kept_until)',
  ]
}
