import type { Dialect } from './dialect.js'

/**
 * What an organisation has index rows of, where that is not the default. A resource says since which set its rows are whole,
 * so that nobody who knows an older one writes it. What was indexed by default before and is no longer goes on being indexed
 * for the organisations that are there: a list that was fast stays so, and servers of the version before may go on meanwhile.
 */
export function indexSets({ text, integer, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE index_sets (
      tenant_id ${text} NOT NULL,
      type ${text} NOT NULL,
      names ${text} NOT NULL,
      previous ${text},
      state ${text} NOT NULL,
      version ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, type)
    )${clustered}`,
    `ALTER TABLE tenants ADD COLUMN index_version ${integer} NOT NULL DEFAULT 0`,
    `ALTER TABLE resources ADD COLUMN index_version ${integer} NOT NULL DEFAULT 0`,
    `INSERT INTO index_sets (tenant_id, type, names, state, version)
      SELECT t.tenant_id, 'User', '${JSON.stringify({ added: indexedBefore, omitted: [] })}', 'settled', 1 FROM tenants t`,
    // By which is known that there is a row.
    `UPDATE tenants SET index_version = 1 WHERE index_version = 0`,
  ]
}

/** Of people, beside what is indexed by default now. */
const indexedBefore: readonly string[] = [
  ...['nickName', 'userType', 'preferredLanguage', 'locale', 'timezone'],
  ...['phoneNumbers', 'phoneNumbers.value', 'phoneNumbers.type', 'phoneNumbers.primary'],
  ...['ims', 'ims.value', 'ims.type', 'ims.primary'],
  ...['photos', 'photos.type', 'photos.primary'],
  ...['addresses', 'addresses.formatted', 'addresses.streetAddress', 'addresses.locality', 'addresses.region'],
  ...['addresses.postalCode', 'addresses.country', 'addresses.type', 'addresses.primary'],
  ...['x509Certificates', 'x509Certificates.type', 'x509Certificates.primary'],
]
