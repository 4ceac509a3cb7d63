import type { Attribute, Json } from '@rollcall/scim'
import { Refusal } from '../refusal.js'
import { isStandardEndpoint, isStandardName } from '../resource-types/standard-names.js'
import type { EntitlementTypeDefinition, RoleDefinition } from '../rollcall.js'
import { attributesOf, extensionSchema } from './catalogue-statements.js'

/** @throws Refusal for a role that cannot be published. */
export function assertRole(value: string, role: RoleDefinition): void {
  assertSlug(value)
  assertText('display', role.display, value)
  for (const permission of role.allows) assertText('allows', permission, value)
  if (role.seats !== undefined) assertSeats(role.seats, value)
}

/** @throws Refusal for a kind of entitlement that cannot be published. */
export function assertEntitlementType(type: EntitlementTypeDefinition): void {
  assertName(type.name)
  assertEndpoint(type.endpoint)
  if (type.extension !== undefined && !/^urn:[\w.:-]{1,200}$/i.test(type.extension)) {
    throw new Refusal(`'${type.extension}' is not a URN, such as 'urn:example:scim:schemas:extension:1.0:License'.`)
  }
  if (type.extension === undefined && Object.keys(type.attributes ?? {}).length > 0) {
    throw new Refusal(`'${type.name}' has attributes, which need the URN of an extension to live in.`)
  }
  const attributes = extensionSchema(type)?.attributes ?? []
  for (const attribute of attributes) assertAttributeName(attribute.name)
  for (const [value, definition] of Object.entries(type.values)) {
    assertSlug(value)
    assertText('display', definition.display, value)
    for (const [name, given] of Object.entries(attributesOf(definition))) {
      assertAttribute(attributes, value, name, given)
    }
  }
  for (const [value, seats] of Object.entries(type.seats ?? {})) {
    if (!Object.hasOwn(type.values, value)) throw new Refusal(`'${type.name}' has no value '${value}' to have seats.`)
    assertSeats(seats, value)
  }
}

/** @throws Refusal for what is no number of users. */
export function assertSeats(seats: unknown, value: string): void {
  if (typeof seats === 'number' && Number.isSafeInteger(seats) && seats >= 0) return
  throw new Refusal(`The seats of '${value}' are a whole number from 0: how many users may hold it.`)
}

/** Names that every object of JavaScript has, in lower case: they name nothing of an organisation's. */
const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

function assertName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9]{0,63}$/.test(name)) {
    throw new Refusal(`'${name}' cannot name a kind of entitlement: use letters and digits, such as 'License'.`)
  }
  assertUnreserved(name)
  if (isStandardName(name)) {
    throw new Refusal(`'${name}' is a name that SCIM itself uses; choose another.`)
  }
}

function assertEndpoint(endpoint: string): void {
  if (!/^\/[A-Za-z][A-Za-z0-9-]{0,63}$/.test(endpoint)) {
    throw new Refusal(`'${endpoint}' is not an endpoint: begin with a slash, such as '/Licenses'.`)
  }
  assertUnreserved(endpoint.slice(1))
  if (isStandardEndpoint(endpoint)) {
    throw new Refusal(`'${endpoint}' is an endpoint that SCIM itself uses; choose another.`)
  }
}

/** A value is an id too: never of the form in which users' and groups' ids are drawn (RFC 7643 §3.1). */
function assertSlug(value: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value)) {
    throw new Refusal(`'${value}' cannot be a value: use letters, digits, '.', '_' and '-', such as 'todo-auditor'.`)
  }
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) {
    throw new Refusal(`'${value}' has the form of a user's id; choose a value of another form, such as 'todo-auditor'.`)
  }
  assertUnreserved(value)
}

function assertUnreserved(name: string): void {
  if (!reservedNames.has(name.toLowerCase())) return
  throw new Refusal(`'${name}' is a name that JavaScript keeps for itself; choose another.`)
}

function assertText(name: string, text: unknown, value: string): void {
  if (typeof text === 'string' && text.trim() !== '' && text.length <= 1000 && !/[\p{Surrogate}\p{Cc}]/u.test(text))
    return
  throw new Refusal(`The '${name}' of '${value}' must be a text of 1 to 1000 characters.`)
}

function assertAttributeName(name: string): void {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
    throw new Refusal(`'${name}' cannot name an attribute: use letters, digits, '_' and '-'.`)
  }
  assertUnreserved(name)
}

function assertAttribute(attributes: readonly Attribute[], value: string, name: string, given: Json | undefined): void {
  const attribute = attributes.find((each) => each.name === name)
  if (!attribute) {
    const cure = name === 'seats' ? ' How many users may hold it is said in `seats`, beside `values`.' : ''
    throw new Refusal(`'${value}' has an attribute '${name}' that its extension does not declare.${cure}`)
  }
  const parts = attribute.multiValued && Array.isArray(given) ? given : [given]
  if (parts.every((part) => part === undefined || fits(attribute, part))) return
  throw new Refusal(`The '${name}' of '${value}' is not a value of type ${attribute.type}.`)
}

function fits({ type }: Attribute, value: Json): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isSafeInteger(value)
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value)
    case 'complex':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'string':
    case 'dateTime':
    case 'binary':
    case 'reference':
      return typeof value === 'string'
  }
}
