import { complex, defineSchema, string, User } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { secretsOf } from './secret-name.js'

const Door = defineSchema('urn:gridco:scim:schemas:1.0:Door', {
  label: string(),
  pin: string({ returned: 'never' }),
  code: string({ mutability: 'writeOnly' }),
  locks: complex({ label: string(), combination: string({ returned: 'never' }) }, { multiValued: true }),
})
const namesSecret = secretsOf([User.schema, Door])

test.each(['pin', 'PIN', 'code', 'combination', 'urn:gridco:scim:schemas:1.0:Door:pin', 'locks.combination'])(
  'what a schema never returns is secret: %s',
  (name) => {
    expect(namesSecret(name)).toBe(true)
    expect(secretsOf([User.schema])(name)).toBe(false)
  },
)

test.each(['pin eq "4711"', 'not (locks[combination eq "4711"])', '{"pin":"4711"}', 'password', 'clientSecret'])(
  'and so is a text that names it: %s',
  (text) => expect(namesSecret(text)).toBe(true),
)

test.each(['label', 'pins', 'spin', 'codes', 'urn:gridco:scim:schemas:1.0:Door', 'userName eq "a"', ''])(
  'other names are not: %s',
  (text) => expect(namesSecret(text)).toBe(false),
)
