/** Rows that HTTP cannot show, each answered by a sentence: what holds, and where. */
export const statedRows: Readonly<Record<string, string>> = {
  '7643-4.1.1-l':
    'A password goes nowhere from here: it is hashed in memory before a transaction begins (packages/scim/src/operations/password.ts) and only its hash is written; it reaches us over the TLS of whoever serves Rollcall (7644-7.2-a).',
  '7644-2-d':
    "No endpoint issues keys: they are made by the command or by the app's own code (packages/server/src/credentials/issue-key.ts), that is by whoever may write the database. A key that the caller chose (`fixedKey`) is for demonstrations, and the command does not offer it.",
  '7644-2.1-a':
    'There is no OAuth authorization server here and a key carries no scopes, so insufficient_scope is never answered: a key gives its connection the whole of its tenant (packages/server/src/credentials/find-credential.ts), and what no client may do is refused alike for all.',
  '7644-2.1-b':
    'Keys are opaque references, not assertions: nothing in them is believed but what the database says at each request. They are bound to one tenant and one connection, expire, are revoked with effect from the next request on, and are stored as SHA-256 of 256 random bits (packages/server/src/credentials/). A stolen key can be replayed until it is revoked: keys are not bound to a sender.',
  '7644-3.12-j':
    'Nothing is answered 429: there is no limit on requests in a time yet. Overload is told by 503 with Retry-After in whole seconds, as a SCIM error (test D-69); bodies, filters, pages and waiting passwords are bounded.',
  '7644-7.3-a':
    'As 7644-2.1-b: opaque keys that are looked up at each request, bound to a tenant, expiring and revocable (packages/server/src/credentials/find-credential.ts); they are taken from the Authorization header only, never from a query or a body (read-presented-key.ts).',
  '7644-7.4-d':
    "SCIM sets no cookie and takes none (test of 7644-2-c). The Todo app's cookie has neither Max-Age nor Expires, so it ends with the browser session, and its session ends on the server too (apps/todo/api/src/session/).",
  '7644-7.5.1-a':
    'Every resource belongs to one tenant by the first column of every key (packages/sql/src/migrations/); logs hold ids and names of attributes, no values, unless bodies are asked for (packages/server/src/request-log/); deleting is final; external identifiers are known to their own connection only (D-53). Encryption at rest is left to the disk or the database.',
  '7644-7.7-a':
    'Keys are stored as SHA-256 of 256 random bits, passwords by scrypt with salts of their own; one look-up and one comparison in constant time decide (packages/server/src/credentials/, packages/server/src/passwords/). The Todo app limits failed sign-ins by person and address; requests with wrong SCIM keys are not throttled, since no number of guesses finds 256 bits.',
}
