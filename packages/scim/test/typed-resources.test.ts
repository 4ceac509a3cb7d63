import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  compatibleManner,
  defineResourceType,
  defineSchema,
  integer,
  matches,
  parseFilter,
  type ResourceOf,
  string,
  User,
} from '../src/index.js'
import { applyPatch, parsePatchOp } from '../src/patch.js'

interface Email {
  value: string
  type?: 'work' | 'home'
}

interface Person {
  userName: string
  active?: boolean
  emails?: Email[]
}

class Employee implements Person {
  readonly #salary = 1
  userName: string
  active = true

  constructor(userName: string) {
    this.userName = userName
  }

  get costs(): number {
    return this.#salary
  }
}

const Printer = defineResourceType({
  name: 'Printer',
  endpoint: '/Printers',
  schema: defineSchema('urn:example:scim:schemas:Printer', { serial: string({ required: true }), floor: integer() }),
})
type Printer = ResourceOf<typeof Printer>

const printer: Printer = {
  id: '1',
  schemas: ['urn:example:scim:schemas:Printer'],
  meta: { resourceType: 'Printer', created: '', lastModified: '', location: '', version: 'W/"1"' },
  serial: 'x-1',
  floor: 3,
}

const trinity: Person = { userName: 'trinity', active: true, emails: [{ value: 't@x.example', type: 'work' }] }
const cypher: Person = { userName: 'cypher', active: false }

describe('a filter judges objects as a program types them', () => {
  const active = parseFilter('active eq true', User)

  test('of an interface', () => {
    const found = [trinity, cypher].filter((person) => matches(active, person))
    expectTypeOf(found).toEqualTypeOf<Person[]>()
    expect(found).toEqual([trinity])
  })

  test('of a class: its own members, and not what its prototype has', () => {
    const neo = new Employee('neo')
    expect([neo].filter((employee) => matches(active, employee))).toEqual([neo])
    const schema = defineSchema('urn:example:scim:schemas:Worker', { userName: string(), costs: integer() })
    const Worker = defineResourceType({ name: 'Worker', endpoint: '/Workers', schema })
    expect(matches(parseFilter('costs pr', Worker), neo)).toBe(false)
  })

  test('of a declared resource type', () => {
    const found = [printer].filter((each) => matches(parseFilter('floor gt 2', Printer), each))
    expectTypeOf(found).toEqualTypeOf<Printer[]>()
    expect(found).toEqual([printer])
  })
})

describe('a PATCH gives what it was given, changed', () => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']

  test('of an interface', () => {
    const Operations = [
      { op: 'replace', path: 'active', value: false },
      { op: 'remove', path: 'emails' },
    ]
    const after = applyPatch(trinity, parsePatchOp({ schemas, Operations }, User), User)
    expectTypeOf(after).toEqualTypeOf<Person>()
    expect(after).toEqual({ userName: 'trinity', active: false })
    expect(trinity.emails).toHaveLength(1)
  })

  test('of a declared resource type', () => {
    const message = { schemas, Operations: [{ op: 'add', path: 'floor', value: 4 }] }
    const after = applyPatch(printer, parsePatchOp(message, Printer), Printer)
    expectTypeOf(after).toEqualTypeOf<Printer>()
    expect(after).toEqual({ ...printer, floor: 4 })
  })

  test('of a class: its own members', () => {
    const message = { schemas, Operations: [{ op: 'replace', path: 'userName', value: 'thomas' }] }
    expect(applyPatch(new Employee('neo'), parsePatchOp(message, User), User)).toEqual({
      userName: 'thomas',
      active: true,
    })
  })

  test('an attribute of an extension may have the name of what every object has', () => {
    const urn = 'urn:example:scim:schemas:Odd'
    const Odd = defineResourceType({
      name: 'Odd',
      endpoint: '/Odds',
      schema: defineSchema('urn:example:scim:schemas:Base', { name: string() }),
      schemaExtensions: [
        { schema: defineSchema(urn, { toString: string({ mutability: 'immutable' }) }), required: false },
      ],
    })
    const message = { schemas, Operations: [{ op: 'add', path: `${urn}:toString`, value: 'a' }] }
    expect(applyPatch({ name: 'x', [urn]: {} }, parsePatchOp(message, Odd), Odd)).toEqual({
      name: 'x',
      [urn]: { toString: 'a' },
    })
  })
})

describe('without a manner, a PATCH is read and applied to the letter, as a filter is', () => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']

  test('text for a boolean is refused', () => {
    const message = { schemas, Operations: [{ op: 'replace', path: 'active', value: 'False' }] }
    expect(() => parsePatchOp(message, User)).toThrow("'active'")
    expect(parsePatchOp(message, User, compatibleManner)).toMatchObject([{ value: false }])
  })

  test('a value that is not there has no target', () => {
    const message = { schemas, Operations: [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'h@x' }] }
    const operations = parsePatchOp(message, User)
    expect(() => applyPatch(trinity, operations, User)).toThrow("No value of 'emails' matches the filter of the path.")
    expect(applyPatch(trinity, operations, User, compatibleManner).emails).toHaveLength(2)
  })
})
