import fc from 'fast-check'

/** What grammars and objects of this engine are made of, and what has hurt others. */
const words = [
  ...[
    'userName',
    'emails',
    'name.givenName',
    'members',
    'schemas',
    'meta.location',
    'value',
    'type',
    'primary',
    '$ref',
  ],
  ...[
    'eq',
    'ne',
    'co',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '"',
    '\\',
    ' ',
    '.',
    ':',
    ',',
    '"a"',
    'true',
    'null',
    '1e999',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'urn:ietf:params:scim:schemas:core:2.0:User',
    '\0',
    '\ud800',
    '🙂',
  ],
  ...[
    'op',
    'path',
    'Operations',
    'add',
    'replace',
    'remove',
    'id',
    'roles',
    'password',
    'active',
    'bulkId:1',
    '%',
    '\u0301',
  ],
]
export const word = fc.constantFrom(...words)
export const text = fc.oneof(
  fc.array(word, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.array(word, { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
export const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(text, word, fc.constantFrom(null, true, false, 0, -0, 1.5, 1e308), fc.double()),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(fc.oneof(word, text), tie('value')), { maxLength: 6 }).map(objectOf),
  ),
})).value

/** Through JSON.parse, as a body comes: `__proto__` is an own member then. */
function objectOf(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`)
}
